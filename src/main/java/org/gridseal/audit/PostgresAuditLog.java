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
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// The audit log in the same PostgreSQL, and the same transaction, as what it records.
///
/// The events of a transaction are kept in memory and written in one statement right before it
/// commits, however many they are; when that fails, the transaction fails.
public final class PostgresAuditLog implements AuditLog {
  /// One statement, so that no event is ever without its marker: an event the sequencer does not
  /// know of would be missing from the log without anybody noticing.
  private static final String INSERT =
      """
      WITH event AS (
        INSERT INTO audit_event (id, type, actor, site, device, serial, entry)
        SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::bytea[],
                             ?::bytea[]))
      INSERT INTO audit_pending (event_id, leaf_hash) SELECT * FROM unnest(?::uuid[], ?::bytea[])
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
    buffer.add(new Line(entry));
    return entry.id();
  }

  /// What is written of one event.
  private static final class Line {
    private final Entry entry;
    private final byte[] encoded;

    Line(Entry entry) {
      this.entry = entry;
      this.encoded = entry.encoded();
    }

    /// The device's own doings need no second name for it.
    @Nullable Object actor() {
      boolean itself =
          entry.device().isPresent() && entry.device().equals(Actor.deviceOf(entry.actor()));
      return itself ? null : entry.actor();
    }

    /// A device tells its site.
    @Nullable Object site() {
      return entry.device().isPresent() ? null : entry.site().map(SiteId::value).orElse(null);
    }

    @Nullable Object device() {
      return entry.device().map(DeviceId::value).orElse(null);
    }

    @Nullable Object serialNumber() {
      return entry.serialNumber().map(SerialNumber::octets).orElse(null);
    }
  }

  /// The events of one transaction, until it ends.
  private final class Buffer implements Synchronization {
    private final List<Line> lines = new ArrayList<>();

    void add(Line line) {
      lines.add(line);
    }

    @Override
    public void beforeCompletion() {
      Sql.Column ids = Sql.column("uuid", lines, line -> line.entry.id());
      int written =
          sql.write(
              INSERT,
              ids,
              Sql.column("text", lines, line -> line.entry.type()),
              Sql.column("text", lines, Line::actor),
              Sql.column("uuid", lines, Line::site),
              Sql.column("uuid", lines, Line::device),
              Sql.column("bytea", lines, Line::serialNumber),
              Sql.column("bytea", lines, line -> line.encoded),
              ids,
              Sql.column("bytea", lines, line -> Hash.ofLeaf(line.encoded).bytes()));
      if (written != lines.size()) {
        throw new IllegalStateException(written + " of " + lines.size() + " events were written");
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
