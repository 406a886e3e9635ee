package org.gridseal.revocation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gridseal.authority.RevocationEntry;
import org.gridseal.database.Sql;
import org.postgresql.PGStatement;

/// The register in PostgreSQL at one moment: a transaction that reads, under a lock that is older,
/// so that it sees whatever was done under the lock before.
final class PostgresCut implements Cut {
  /// The eight letters of "crl lock", as a number nobody else will lock.
  private static final long LOCK = 0x63726c206c6f636bL;

  /// Rows that are fetched at a time.
  private static final int ROWS = 5_000;

  private static final String LISTS =
      "SELECT "
          + PostgresRevocationLists.COLUMNS
          + """
          FROM (
            SELECT *, row_number() OVER (PARTITION BY authority, partitions, partition, delta
              ORDER BY number DESC) AS place
            FROM revocation_list) AS ranked
          WHERE place <= 2 ORDER BY number DESC
          """;

  private static final String TOUCHED =
      """
      SELECT authority, bucket, max(position) FROM revocation WHERE position > ? GROUP BY 1, 2
      """;

  /// Only a hold or its end can have a step after it; a complete list has no use for an end.
  private static final String COMPLETE =
      """
      FROM revocation r
      WHERE authority = ? AND bucket BETWEEN ? AND ? AND position > ? AND not_after >= ?
        AND reason <> 8
        AND (reason <> 6 OR NOT EXISTS (
          SELECT FROM revocation later
          WHERE later.serial_number = r.serial_number AND later.step > r.step))
      """;

  private static final String DELTA =
      """
      FROM revocation r
      WHERE authority = ? AND bucket BETWEEN ? AND ? AND position > ? AND not_after >= ?
        AND (reason NOT IN (6, 8) OR NOT EXISTS (
          SELECT FROM revocation later
          WHERE later.serial_number = r.serial_number AND later.step > r.step))
      """;

  /// What the octets of an entry depend on.
  private static final String TALLY =
      """
      SELECT octet_length(serial_number), reason = 0, revoked_at >= '2050-01-01Z', count(*)
      """;

  private static final String ENTRIES =
      "SELECT serial_number, extract(epoch FROM revoked_at)::bigint, reason ";

  private final Connection connection;

  private PostgresCut(Connection connection) {
    this.connection = connection;
  }

  /// @return empty if another replica has the lock
  static Optional<PostgresCut> open(DataSource database) {
    try {
      PostgresCut cut = new PostgresCut(database.getConnection());
      try {
        // By itself: the snapshot of a transaction that began with it would be older than the lock.
        if (cut.number("SELECT pg_try_advisory_lock(" + LOCK + ")::int") == 1) {
          cut.connection.setAutoCommit(false);
          cut.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
          return Optional.of(cut);
        }
      } catch (SQLException e) {
        cut.close();
        throw e;
      }
      cut.close();
      return Optional.empty();
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }

  @Override
  public long position() {
    try {
      return number("SELECT coalesce(max(position), 0) FROM revocation");
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }

  @Override
  public List<Integer> partitions() {
    return all("SELECT partitions FROM revocation_partitions ORDER BY 1", row -> row.getInt(1));
  }

  @Override
  public Map<ListScope, ListStanding> standings() {
    return all(LISTS, PostgresRevocationLists::listIn).stream()
        .collect(
            Collectors.groupingBy(
                IssuedList::scope,
                Collectors.collectingAndThen(Collectors.toList(), ListStanding::of)));
  }

  @Override
  public List<Touched> touchedSince(long position) {
    return all(
        TOUCHED, row -> new Touched(row.getString(1), row.getInt(2), row.getLong(3)), position);
  }

  @Override
  public Tally tally(Section section) {
    long entries = 0;
    long octets = 0;
    List<long[]> kinds =
        all(
            TALLY + from(section) + " GROUP BY 1, 2, 3",
            row -> {
              long at = row.getBoolean(3) ? RevocationEntry.FIRST_GENERALIZED_SECOND : 0;
              int one = RevocationEntry.octets(row.getInt(1), at, row.getBoolean(2) ? 0 : 1);
              return new long[] {row.getLong(4), one * row.getLong(4)};
            },
            values(section));
    for (long[] kind : kinds) {
      entries += kind[0];
      octets += kind[1];
    }
    return new Tally(entries, octets);
  }

  @Override
  public void entries(Section section, EntrySink sink) {
    try (PreparedStatement statement = connection.prepareStatement(ENTRIES + from(section))) {
      // The rows come by a cursor, because the connection does not commit by itself.
      statement.setFetchSize(ROWS);
      if (statement.isWrapperFor(PGStatement.class)) {
        // In binary from the first time on: as text a serial number has twice the octets.
        statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
      }
      bind(statement, values(section));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          sink.add(rows.getBytes(1), rows.getLong(2), rows.getInt(3));
        }
      }
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }

  private static String from(Section section) {
    return section.delta() ? DELTA : COMPLETE;
  }

  private static Object[] values(Section section) {
    return new Object[] {
      section.scope().authority(),
      section.scope().partition().firstBucket(),
      section.scope().partition().lastBucket(),
      section.since(),
      section.notEndedAt().atOffset(ZoneOffset.UTC)
    };
  }

  private <T> List<T> all(String query, Sql.Row<T> row, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      bind(statement, values);
      try (ResultSet rows = statement.executeQuery()) {
        List<T> all = new ArrayList<>();
        while (rows.next()) {
          all.add(row.read(rows));
        }
        return all;
      }
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int at = 0; at < values.length; at++) {
      statement.setObject(at + 1, values[at]);
    }
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  /// The lock is the session's, which goes back to its pool without it; a connection that is dead
  /// has none.
  @Override
  public void close() {
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      execute("SELECT pg_advisory_unlock_all()");
    } catch (SQLException e) {
      throw PostgresRevocationLists.failed(e);
    }
  }
}
