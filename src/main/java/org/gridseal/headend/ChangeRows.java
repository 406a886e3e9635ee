package org.gridseal.headend;

import static org.gridseal.database.Sql.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.headend.Change.Kind;
import org.gridseal.site.Lfdi;
import org.jspecify.annotations.Nullable;

/// Writes changes, and remembers which overlaps are still to end.
final class ChangeRows {
  private static final String WRITE =
      """
      INSERT INTO head_end_change (place, kind, at, lfdi, device_id, site_id, profile, managed_by,
        serial_number, not_after, predecessor, successor, overlap_until, reason)
      SELECT * FROM unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::bytea[], ?::uuid[],
        ?::uuid[], ?::text[], ?::uuid[], ?::bytea[], ?::timestamptz[], ?::bytea[], ?::bytea[],
        ?::timestamptz[], ?::text[])
      """;

  private static final String AWAIT_END =
      """
      INSERT INTO head_end_overlap (successor, overlap_until)
      SELECT * FROM unnest(?::bytea[], ?::timestamptz[])
      """;

  /// Overlaps that are over, with whom they were about.
  private static final String ENDED =
      """
      WITH ended AS (
        DELETE FROM head_end_overlap WHERE successor IN (
          SELECT successor FROM head_end_overlap WHERE overlap_until <= ?
          ORDER BY overlap_until LIMIT 256)
        RETURNING successor)
      SELECT s.predecessor, s.device_id, d.site_id, s.profile, d.managed_by, s.predecessor_serial,
        c.not_after, NULL::bytea, s.overlap_until, s.successor
      FROM ended e
      JOIN succession s ON s.successor = e.successor
      JOIN device d ON d.id = s.device_id
      LEFT JOIN certificate c ON c.serial_number = s.predecessor_serial
      ORDER BY s.overlap_until, s.successor
      """;

  private final Sql sql;

  /// @param sql in the transaction of whoever derives
  ChangeRows(Sql sql) {
    this.sql = sql;
  }

  /// The ends of overlaps that are over, at most 256 of them; each is given out once.
  List<Change> takeEnded(Instant now) {
    return sql.all(ENDED, ChangeRows::ended, now);
  }

  private static Change ended(ResultSet row) throws SQLException {
    return Subjects.read(row).overlapEnded(Sql.instant(row, 9), Lfdi.of(row.getBytes(10)));
  }

  /// Gives changes the places after the last, and keeps them.
  void write(List<Change> changes, long last) {
    List<Change> placed = new ArrayList<>();
    for (Change change : changes) {
      placed.add(change.at(last + 1 + placed.size()));
    }
    if (!placed.isEmpty()) {
      insert(placed);
      awaitEnds(placed.stream().filter(change -> change.kind() == Kind.RENEWED).toList());
    }
  }

  private void insert(List<Change> placed) {
    sql.write(
        WRITE,
        column("int8", placed, Change::place),
        column("text", placed, change -> change.kind().name()),
        column("timestamptz", placed, Change::at),
        column("bytea", placed, change -> change.lfdi().bytes()),
        column("uuid", placed, change -> change.device().value()),
        column("uuid", placed, change -> change.site().value()),
        column("text", placed, Change::profile),
        column("uuid", placed, change -> orNull(change.managedBy())),
        column("bytea", placed, change -> orNull(change.serialNumber().map(SerialNumber::octets))),
        column("timestamptz", placed, change -> orNull(change.notAfter())),
        column("bytea", placed, change -> orNull(change.predecessor().map(Lfdi::bytes))),
        column("bytea", placed, change -> orNull(change.successor().map(Lfdi::bytes))),
        column("timestamptz", placed, change -> orNull(change.overlapUntil())),
        column("text", placed, change -> orNull(change.reason())));
  }

  private void awaitEnds(List<Change> renewed) {
    if (!renewed.isEmpty()) {
      sql.write(
          AWAIT_END,
          column("bytea", renewed, change -> change.lfdi().bytes()),
          column("timestamptz", renewed, change -> change.overlapUntil().orElseThrow()));
    }
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
