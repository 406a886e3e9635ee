package org.gridseal.audit;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridseal.authority.SerialNumber;
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
        INSERT INTO audit_event (id, type, at, actor, site, device, serial, entry)
        SELECT * FROM unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::uuid[],
                             ?::uuid[], ?::text[], ?::bytea[])
        RETURNING id)
      INSERT INTO audit_pending (event_id) SELECT id FROM event
      """;

  private final DataSource database;
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
    this.database = database;
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
    buffer.add(entry, entry.encoded());
    return entry.id();
  }

  /// The events of one transaction, until it ends.
  private final class Buffer implements Synchronization {
    private final List<Entry> entries = new ArrayList<>();
    private final List<byte[]> encoded = new ArrayList<>();

    void add(Entry entry, byte[] bytes) {
      entries.add(entry);
      encoded.add(bytes);
    }

    @Override
    public void beforeCompletion() {
      try (Connection connection = database.getConnection();
          PreparedStatement insert = connection.prepareStatement(INSERT)) {
        fill(connection, insert);
        int written = insert.executeUpdate();
        if (written != entries.size()) {
          throw new IllegalStateException(
              written + " of " + entries.size() + " events were written");
        }
      } catch (SQLException e) {
        throw new IllegalStateException("the events of the transaction could not be written", e);
      }
    }

    @Override
    public void afterCompletion(int status) {
      if (status == Status.STATUS_COMMITTED) {
        committed.run();
      }
    }

    private void fill(Connection connection, PreparedStatement insert) throws SQLException {
      insert.setArray(1, connection.createArrayOf("uuid", column(Entry::id)));
      insert.setArray(2, connection.createArrayOf("text", column(Entry::type)));
      insert.setArray(3, connection.createArrayOf("timestamptz", column(Entry::at)));
      insert.setArray(4, connection.createArrayOf("text", column(Entry::actor)));
      insert.setArray(
          5,
          connection.createArrayOf("uuid", column(e -> e.site().map(SiteId::value).orElse(null))));
      insert.setArray(
          6,
          connection.createArrayOf(
              "uuid", column(e -> e.device().map(DeviceId::value).orElse(null))));
      insert.setArray(
          7,
          connection.createArrayOf(
              "text", column(e -> e.serialNumber().map(SerialNumber::toString).orElse(null))));
      insert.setArray(8, connection.createArrayOf("bytea", encoded.toArray(byte[][]::new)));
    }

    private @Nullable Object[] column(Function<Entry, @Nullable Object> value) {
      return entries.stream().map(value).toArray();
    }
  }
}
