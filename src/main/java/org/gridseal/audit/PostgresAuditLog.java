package org.gridseal.audit;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

  /// The facts of decisions, before the events that name them and in the same statement. In the
  /// order of their digests, so that two who keep the same at once never wait for each other.
  private static final String KEEP_FACTS =
      """
      WITH kept AS (
        INSERT INTO decision_facts (digest, facts)
        SELECT DISTINCT digest, facts FROM unnest(?::bytea[], ?::text[]) AS f (digest, facts)
        ORDER BY digest
        ON CONFLICT (digest) DO NOTHING)
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
    return append(new Entry(ids.get(), time.instant(), actor.subject(), event));
  }

  @Override
  public UUID append(Actor actor, Event event, Decided decided) {
    return append(
        new Entry(
            ids.get(),
            decided.ruling().question().at(),
            actor.subject(),
            event,
            Optional.of(Grounds.of(decided))));
  }

  private UUID append(Entry entry) {
    if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
      throw new IllegalStateException("an event can only be recorded in an active transaction");
    }
    Buffer buffer = (Buffer) transactions.getResource(this);
    if (buffer == null) {
      buffer = new Buffer();
      transactions.putResource(this, buffer);
      transactions.registerInterposedSynchronization(buffer);
    }
    // Encoded now, so that an event that cannot be recorded fails where it was made.
    byte[] encoded = entry.encoded();
    buffer.add(
        new Leaf(entry.id(), encoded, Hash.ofLeaf(encoded), Traits.of(entry).keys()),
        entry.grounds());
    return entry.id();
  }

  /// The events of one transaction, until it ends.
  private final class Buffer implements Synchronization {
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Grounds> grounds = new ArrayList<>();

    void add(Leaf leaf, Optional<Grounds> decidedBy) {
      leaves.add(leaf);
      decidedBy.ifPresent(grounds::add);
    }

    @Override
    public void beforeCompletion() {
      int written =
          grounds.isEmpty()
              ? sql.write(INSERT, leaves().toArray())
              : sql.write(KEEP_FACTS + INSERT, Stream.concat(facts(), leaves()).toArray());
      if (written != leaves.size()) {
        throw new IllegalStateException(written + " of " + leaves.size() + " events were written");
      }
    }

    private Stream<Sql.Column> leaves() {
      return Stream.of(
          Sql.column("uuid", leaves, Leaf::id),
          Sql.column("bytea", leaves, Leaf::entry),
          Sql.column("bytea", leaves, leaf -> leaf.hash().bytes()),
          Sql.column("text", leaves, leaf -> LookupKey.array(leaf.keys())));
    }

    private Stream<Sql.Column> facts() {
      return Stream.of(
          Sql.column("bytea", grounds, it -> HexFormat.of().parseHex(it.digest())),
          Sql.column("text", grounds, Grounds::facts));
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        committed.run();
      }
    }
  }
}
