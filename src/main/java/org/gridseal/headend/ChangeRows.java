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

/// Writes changes, and finds the overlaps whose end is still to be told.
final class ChangeRows {
  /// Ends told in one step.
  private static final int AT_ONCE = 256;

  private static final String WRITE =
      """
      INSERT INTO head_end_change (place, at, end_due, kind, serial_number, device_id, lfdi,
        managed_by, reason)
      SELECT * FROM unnest(?::bigint[], ?::timestamptz[], ?::timestamptz[], ?::text[], ?::bytea[],
        ?::uuid[], ?::bytea[], ?::uuid[], ?::text[])
      """;

  /// Whom the ends are about, as they are told.
  private static final String ENDED =
      """
      SELECT s.predecessor, s.device_id, d.site_id, s.profile, d.managed_by, s.predecessor_serial,
        c.not_after, NULL::bytea, s.overlap_until, s.successor, h.end_due, h.place
      FROM (SELECT end_due, place, serial_number FROM head_end_change
        WHERE end_due IS NOT NULL AND (end_due, place) > (?, ?) AND end_due <= ?
        ORDER BY end_due, place LIMIT ?) AS h
      JOIN succession s ON s.serial_number = h.serial_number
      JOIN device d ON d.id = s.device_id
      LEFT JOIN certificate c ON c.serial_number = s.predecessor_serial
      ORDER BY h.end_due, h.place
      """;

  private final Sql sql;

  /// @param sql in the transaction of whoever derives
  ChangeRows(Sql sql) {
    this.sql = sql;
  }

  /// Overlaps that are over and whose end was not told yet, at most 256 of them.
  ///
  /// @param told the last one that was
  List<Ended> ended(Due told, Instant now) {
    return sql.all(ENDED, Ended::of, told.at(), told.place(), now, AT_ONCE);
  }

  /// Gives changes the places after the last, and keeps them.
  ///
  /// @param told the last end of an overlap that is told, with these
  void write(List<Change> changes, long last, Due told) {
    List<Change> placed = new ArrayList<>();
    for (Change change : changes) {
      placed.add(change.at(last + 1 + placed.size()));
    }
    if (!placed.isEmpty()) {
      insert(placed, told);
    }
  }

  private void insert(List<Change> placed, Due told) {
    sql.write(
        WRITE,
        column("int8", placed, Change::place),
        column("timestamptz", placed, Change::at),
        column("timestamptz", placed, change -> told.notBefore(change)),
        column("text", placed, change -> change.kind().name()),
        column("bytea", placed, change -> orNull(change.serialNumber().map(SerialNumber::octets))),
        column("uuid", placed, change -> withoutCertificate(change, change.device().value())),
        column("bytea", placed, change -> withoutCertificate(change, change.lfdi().bytes())),
        column("uuid", placed, change -> orNull(change.managedBy())),
        column("text", placed, change -> orNull(change.reason())));
  }

  private static <T> @Nullable T withoutCertificate(Change change, T value) {
    return change.serialNumber().isPresent() ? null : value;
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }

  /// The place of a renewal in the order in which the ends of overlaps are told.
  record Due(Instant at, long place) {
    /// When the end of a renewal's overlap is to be told: not before another that was told, or it
    /// would be passed over.
    @Nullable Instant notBefore(Change change) {
      return change.kind() == Kind.RENEWED
          ? change.overlapUntil().filter(until -> until.isAfter(at)).orElse(at)
          : null;
    }
  }

  /// The end of an overlap.
  record Ended(Change change, Due due) {
    static Ended of(ResultSet row) throws SQLException {
      return new Ended(
          Subjects.read(row).overlapEnded(Sql.instant(row, 9), Lfdi.of(row.getBytes(10))),
          new Due(Sql.instant(row, 11), row.getLong(12)));
    }
  }
}
