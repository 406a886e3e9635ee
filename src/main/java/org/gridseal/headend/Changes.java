package org.gridseal.headend;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.headend.Change.Kind;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// All changes that were ever told, in their order.
///
/// Whoever has read up to a place has missed nothing before it: places are contiguous, and become
/// visible in their order.
public final class Changes {
  private static final String AFTER =
      """
      SELECT h.place, h.kind, h.at, coalesce(c.lfdi, h.lfdi), d.id, d.site_id,
        coalesce(f.profile, d.profile), h.managed_by, h.serial_number, c.not_after,
        CASE h.kind WHEN 'RENEWED' THEN c.predecessor END, n.successor,
        CASE h.kind WHEN 'RENEWED' THEN c.overlap_until END, h.reason
      FROM (SELECT * FROM head_end_change
        WHERE place > ? AND kind = ANY (?::text[]) ORDER BY place LIMIT ?) AS h
      LEFT JOIN certificate c ON c.serial_number = h.serial_number
      LEFT JOIN issuance_intent i ON i.serial_number = h.serial_number
      LEFT JOIN draft_form f ON f.id = i.form
      JOIN device d ON d.id = coalesce(i.device_id, h.device_id)
      LEFT JOIN succession n ON h.kind = 'OVERLAP_ENDED' AND n.device_id = d.id
        AND n.predecessor = coalesce(c.lfdi, h.lfdi)
      ORDER BY h.place
      """;

  private static final String LAST = "SELECT last_change FROM head_end_progress";

  private final Sql sql;

  /// @param database asked outside of any transaction
  public Changes(DataSource database) {
    this.sql = new Sql(database);
  }

  /// The changes that follow a place, at most so many.
  public List<Change> after(long place, int limit) {
    return after(place, Set.of(Kind.values()), limit);
  }

  /// The same, of some kinds only.
  public List<Change> after(long place, Set<Kind> kinds, int limit) {
    return sql.all(
        AFTER, Changes::read, place, Sql.column("text", List.copyOf(kinds), Kind::name), limit);
  }

  /// The place of the newest change; 0 while there is none.
  public long last() {
    return sql.first(LAST, row -> row.getLong(1)).orElseThrow();
  }

  private static Change read(ResultSet row) throws SQLException {
    return new Change(
        row.getLong(1),
        Kind.valueOf(row.getString(2)),
        Sql.instant(row, 3),
        Lfdi.of(row.getBytes(4)),
        new DeviceId(row.getObject(5, UUID.class)),
        new SiteId(row.getObject(6, UUID.class)),
        row.getString(7),
        Optional.ofNullable(row.getObject(8, UUID.class)),
        Optional.ofNullable(row.getBytes(9)).map(SerialNumber::ofOctets),
        Subjects.instant(row, 10),
        Optional.ofNullable(row.getBytes(11)).map(Lfdi::of),
        Optional.ofNullable(row.getBytes(12)).map(Lfdi::of),
        Subjects.instant(row, 13),
        Optional.ofNullable(row.getString(14)));
  }
}
