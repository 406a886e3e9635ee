package org.gridseal.audit;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridseal.database.Sql;

/// The audit log in the same PostgreSQL, and the same transaction, as what it records.
///
/// The events of a transaction are kept in memory and written in one statement right before it
/// commits, however many they are; when that fails, the transaction fails.
public final class PostgresAuditLog implements AuditLog {
  /// An array of arrays would lose its seams, so keys come as text.
  private static final String INSERT =
      """
      INSERT INTO audit_pending (id, entry, leaf_hash, keys)
      SELECT id, entry, leaf_hash, keys::int[]
      FROM unnest(?::uuid[], ?::bytea[], ?::bytea[], ?::text[])
        AS event (id, entry, leaf_hash, keys)
      """;

  private final Sql sql;
  private final TransactionSynchronizationRegistry transactions;
  private final InstantSource time;
  private final Supplier<UUID> ids;
  private final Runnable committed;

  /// @param database whose connections take part in the transaction of the calling thread
  /// @param ids makes UUIDs of version 7
  /// @param committed is told after each commit that brought events; must return at once
  public PostgresAuditLog(
      DataSource database,
      TransactionSynchronizationRegistry transactions,
      InstantSource time,
      Supplier<UUID> ids,
      Runnable committed) {
    this.sql = new Sql(database);
    this.transactions = transactions;
    this.time = time;
    this.ids = ids;
    this.committed = committed;
  }

  @Override
  public UUID append(Actor actor, Event event) {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("an event can only be recorded in an active transaction");
    }
    var entry = new Entry(ids.get(), time.instant(), actor.subject(), event);
    Buffer buffer = (Buffer) transactions.getResource(this);
    if (buffer == null) {
      buffer = new Buffer();
      transactions.putResource(this, buffer);
      transactions.registerInterposedSynchronization(buffer);
    }
    // Encoded now, so that an event that cannot be recorded fails where it was made.
    byte[] encoded = entry.encoded();
    buffer.add(new Leaf(entry.id(), encoded, Hash.ofLeaf(encoded), Traits.of(entry).keys()));
    return entry.id();
  }

  /// The events of one transaction, until it ends.
  private final class Buffer implements Synchronization {
    private final List<Leaf> leaves = new ArrayList<>();

    void add(Leaf leaf) {
      leaves.add(leaf);
    }

    @Override
    public void beforeCompletion() {
      int written =
          sql.write(
              INSERT,
              Sql.column("uuid", leaves, Leaf::id),
              Sql.column("bytea", leaves, Leaf::entry),
              Sql.column("bytea", leaves, leaf -> leaf.hash().bytes()),
              Sql.column("text", leaves, leaf -> LookupKey.array(leaf.keys())));
      if (written != leaves.size()) {
        throw new IllegalStateException(written + " of " + leaves.size() + " events were written");
      }
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        committed.run();
      }
    }
  }
}
