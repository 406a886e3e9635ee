package org.gridseal.headend;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Who is to be known to a head-end at a moment: the LFDIs of certificates of ours, of factories'
/// certificates, and of devices that aggregators speak for, as long as their sites are approved;
/// and of the aggregators themselves.
///
/// What ended is not in it: certificates that expired or were revoked, and identities whose overlap
/// is over. That follows from the time asked for, and from no job that may not have run.
public final class Identities {
  private static final int AT_ONCE = 1_000;

  /// Each branch reads one index in the order of LFDIs and stops when the page is full.
  private static final String BRANCH =
      """
      (SELECT lfdi, origin, device_id, profile, serial_number, not_after, since FROM (%s) AS branch
        WHERE lfdi > ?::bytea ORDER BY lfdi LIMIT ?)
      """;

  private static final String STANDING =
      """
      d.site_id = t.id AND t.state IN ('APPROVED', 'SUSPENDED') AND NOT d.released
      """;

  private static final String ENDED =
      """
      EXISTS (SELECT FROM succession n
        WHERE n.device_id = d.id AND n.predecessor = %s AND n.overlap_until <= ?)
      """;

  private static final String CERTIFICATES =
      """
      SELECT c.lfdi, 'CERTIFICATE' AS origin, d.id AS device_id, f.profile, c.serial_number,
        c.not_after, c.issued_at AS since
      FROM certificate c
      JOIN issuance_intent i ON i.serial_number = c.serial_number
      JOIN draft_form f ON f.id = i.form
      JOIN device d ON d.id = i.device_id
      JOIN site t ON
      """
          + STANDING
          + """
          WHERE c.not_after > ? AND NOT EXISTS (
            SELECT FROM certificate_standing r
            WHERE r.serial_number = c.serial_number AND r.standing = 'REVOKED')
          AND NOT
          """
          + ENDED.formatted("c.lfdi");

  private static final String FACTORY =
      """
      SELECT d.lfdi, 'FACTORY' AS origin, d.id AS device_id, d.profile,
        NULL::bytea AS serial_number, NULL::timestamptz AS not_after, t.changed_at AS since
      FROM device d JOIN site t ON
      """
          + STANDING
          + "WHERE d.lfdi IS NOT NULL AND NOT "
          + ENDED.formatted("d.lfdi");

  private static final String VIRTUAL =
      """
      SELECT v.lfdi, 'VIRTUAL' AS origin, d.id AS device_id, d.profile,
        NULL::bytea AS serial_number, NULL::timestamptz AS not_after,
        greatest(v.assigned_at, t.changed_at) AS since
      FROM virtual_identity v JOIN device d ON d.id = v.device_id JOIN site t ON
      """
          + STANDING
          + "WHERE NOT "
          + ENDED.formatted("v.lfdi");

  /// Of its own certificate, with which it speaks for its devices.
  private static final String AGGREGATORS =
      """
      SELECT a.lfdi, 'AGGREGATOR' AS origin, NULL::uuid AS device_id, NULL::text AS profile,
        NULL::bytea AS serial_number, NULL::timestamptz AS not_after, a.since
      FROM aggregator a WHERE a.active AND a.lfdi IS NOT NULL
      """;

  private static final String PAGE =
      """
      SELECT p.lfdi, p.origin, p.device_id, d.site_id, t.tier, p.profile,
        d.pin_verifier IS NOT NULL, coalesce(d.managed_by, a.id), p.serial_number, p.not_after,
        c.predecessor, c.overlap_until, n.successor, n.overlap_until,
        CASE WHEN l.standing IS NOT NULL THEN l.standing
          WHEN r.standing IS NOT NULL OR t.state = 'SUSPENDED' OR d.suspended THEN 'SUSPENDED'
          ELSE 'ALLOWED' END,
        greatest(p.since, l.since, r.since, t.changed_at)
      FROM (\
      """
          + BRANCH.formatted(CERTIFICATES)
          + " UNION ALL "
          + BRANCH.formatted(FACTORY)
          + " UNION ALL "
          + BRANCH.formatted(VIRTUAL)
          + " UNION ALL "
          + BRANCH.formatted(AGGREGATORS)
          + """
           ORDER BY lfdi LIMIT ?) AS p
          LEFT JOIN device d ON d.id = p.device_id
          LEFT JOIN site t ON t.id = d.site_id
          LEFT JOIN aggregator a ON p.origin = 'AGGREGATOR' AND a.lfdi = p.lfdi
          LEFT JOIN certificate c ON c.serial_number = p.serial_number
          LEFT JOIN succession n ON n.device_id = p.device_id AND n.predecessor = p.lfdi
          LEFT JOIN certificate_standing r ON r.serial_number = p.serial_number
          LEFT JOIN lfdi_standing l ON l.lfdi = p.lfdi
          ORDER BY p.lfdi
          """;

  private static final String COUNT =
      "SELECT (SELECT count(*) FROM ("
          + CERTIFICATES
          + ") AS c) + (SELECT count(*) FROM ("
          + FACTORY
          + ") AS f) + (SELECT count(*) FROM ("
          + VIRTUAL
          + ") AS v) + (SELECT count(*) FROM ("
          + AGGREGATORS
          + ") AS a)";

  private final Sql sql;

  /// @param database asked outside of any transaction
  public Identities(DataSource database) {
    this.sql = new Sql(database);
  }

  /// A page in the order of LFDIs.
  ///
  /// An identity that begins while pages are read may lie before the place reached: whoever needs
  /// all of them reads the changes from before the first page on.
  ///
  /// @param after the last LFDI of the page before; empty for the first page
  public List<Identity> page(Optional<Lfdi> after, int limit, Instant at) {
    // Nothing is smaller than no octets at all.
    byte[] from = after.map(Lfdi::bytes).orElseGet(() -> new byte[0]);
    return sql.all(
        PAGE,
        Identities::read,
        at,
        at,
        from,
        limit,
        at,
        from,
        limit,
        at,
        from,
        limit,
        from,
        limit,
        limit);
  }

  /// Gives out all that follow, in the order of LFDIs, and holds a thousand at a time.
  ///
  /// @param after as for [#page]
  /// @param skipped how many are left out at the beginning
  /// @param limit how many at most
  /// @return how many there were
  public long each(
      Optional<Lfdi> after, long skipped, long limit, Instant at, Consumer<Identity> reader) {
    Optional<Lfdi> from = after;
    long seen = 0;
    long given = 0;
    List<Identity> page;
    do {
      page = page(from, AT_ONCE, at);
      for (Identity identity : page) {
        if (seen++ >= skipped && given < limit) {
          reader.accept(identity);
          given++;
        }
        from = Optional.of(identity.lfdi());
      }
    } while (page.size() == AT_ONCE && given < limit);
    return given;
  }

  /// One of them.
  public Optional<Identity> find(Lfdi lfdi, Instant at) {
    return page(before(lfdi), 1, at).stream()
        .filter(identity -> identity.lfdi().equals(lfdi))
        .findFirst();
  }

  /// The greatest that is smaller; nothing before the smallest.
  private static Optional<Lfdi> before(Lfdi lfdi) {
    byte[] octets = lfdi.bytes();
    int at = octets.length - 1;
    while (at >= 0 && octets[at]-- == 0) {
      at--;
    }
    return at < 0 ? Optional.empty() : Optional.of(Lfdi.of(octets));
  }

  /// How many there are.
  public long count(Instant at) {
    return sql.first(COUNT, row -> row.getLong(1), at, at, at, at).orElseThrow();
  }

  private static Identity read(ResultSet row) throws SQLException {
    return new Identity(
        Lfdi.of(row.getBytes(1)),
        Identity.Origin.valueOf(row.getString(2)),
        Optional.ofNullable(row.getObject(3, UUID.class)).map(DeviceId::new),
        Optional.ofNullable(row.getObject(4, UUID.class)).map(SiteId::new),
        Optional.ofNullable(row.getString(5)),
        Optional.ofNullable(row.getString(6)),
        row.getBoolean(7),
        Optional.ofNullable(row.getObject(8, UUID.class)),
        Optional.ofNullable(row.getBytes(9)).map(SerialNumber::ofOctets),
        Subjects.instant(row, 10),
        Optional.ofNullable(row.getBytes(11)).map(Lfdi::of),
        Subjects.instant(row, 12),
        Optional.ofNullable(row.getBytes(13)).map(Lfdi::of),
        Subjects.instant(row, 14),
        Identity.State.valueOf(row.getString(15)),
        Sql.instant(row, 16));
  }
}
