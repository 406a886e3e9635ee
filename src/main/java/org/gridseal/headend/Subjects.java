package org.gridseal.headend;

import static org.gridseal.database.Sql.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Finds whom an event of the log is about: the log has serial numbers and ids, and no LFDI.
final class Subjects {
  /// The fences (OFFSET 0) keep PostgreSQL to look-ups, whatever it knew of the tables when it made
  /// its plan.
  private static final String CERTIFICATES =
      """
      SELECT c.lfdi, d.id, d.site_id, f.profile, d.managed_by, c.serial_number, c.not_after,
        c.predecessor, c.overlap_until
      FROM unnest(?::bytea[]) AS wanted (serial_number)
      CROSS JOIN LATERAL (
        SELECT * FROM certificate WHERE serial_number = wanted.serial_number OFFSET 0) AS c
      CROSS JOIN LATERAL (
        SELECT * FROM issuance_intent WHERE serial_number = wanted.serial_number OFFSET 0) AS i
      JOIN draft_form f ON f.id = i.form
      CROSS JOIN LATERAL (SELECT * FROM device WHERE id = i.device_id OFFSET 0) AS d
      """;

  /// The identities that devices were registered with, of an approved site, unless they were told
  /// of before or something took over from them meanwhile: then that is what is told.
  private static final String REGISTERED =
      """
      SELECT coalesce(d.lfdi, v.lfdi), d.id, d.site_id, d.profile, d.managed_by, NULL::bytea,
        NULL::timestamptz, NULL::bytea, NULL::timestamptz
      FROM device d
      JOIN site t ON t.id = d.site_id
      LEFT JOIN virtual_identity v ON v.device_id = d.id
      WHERE t.state = 'APPROVED' AND NOT d.released AND coalesce(d.lfdi, v.lfdi) IS NOT NULL
        AND NOT EXISTS (
          SELECT FROM head_end_change h
          WHERE h.device_id = d.id AND h.lfdi = coalesce(d.lfdi, v.lfdi))
        AND %s = ?
      ORDER BY d.id
      """;

  private static final String OF_SITE = REGISTERED.formatted("d.site_id");
  private static final String OF_DEVICE = REGISTERED.formatted("d.id");

  /// All identities of devices but certificates that were ever held or revoked: those have events
  /// of their own. Of a site, a device that is suspended was told of when it was. Hardware that
  /// another site has by now is that site's.
  private static final String HELD =
      """
      SELECT known.lfdi, d.id, d.site_id, known.profile, d.managed_by, known.serial_number,
        known.not_after, NULL::bytea, NULL::timestamptz
      FROM device d
      CROSS JOIN LATERAL (
        SELECT d.lfdi, d.profile, NULL::bytea AS serial_number, NULL::timestamptz AS not_after
        WHERE d.lfdi IS NOT NULL
        UNION ALL
        SELECT v.lfdi, d.profile, NULL, NULL FROM virtual_identity v WHERE v.device_id = d.id
        UNION ALL
        SELECT c.lfdi, f.profile, c.serial_number, c.not_after
        FROM issuance_intent i
        JOIN draft_form f ON f.id = i.form
        JOIN certificate c ON c.serial_number = i.serial_number
        WHERE i.device_id = d.id AND c.not_after > ? AND NOT EXISTS (
          SELECT FROM revocation r WHERE r.serial_number = c.serial_number)) known
      WHERE %s = ? AND NOT EXISTS (
        SELECT FROM device o WHERE o.lfdi = known.lfdi AND NOT o.released AND o.id <> d.id)
      ORDER BY d.id, known.lfdi
      """;

  private static final String HELD_AT = HELD.formatted("NOT d.suspended AND d.site_id");
  private static final String HELD_BY = HELD.formatted("d.id");

  /// The LFDI that a measure was about. Whose it is the log says.
  private static final String DECIDED =
      """
      SELECT l.lfdi, d.id, d.site_id, coalesce(f.profile, d.profile), d.managed_by,
        c.serial_number, c.not_after, NULL::bytea, NULL::timestamptz
      FROM lfdi_authorisation l
      JOIN device d ON d.id = ?
      LEFT JOIN certificate c ON c.lfdi = l.lfdi
      LEFT JOIN issuance_intent i ON i.serial_number = c.serial_number
      LEFT JOIN draft_form f ON f.id = i.form
      WHERE l.measure = ?
      """;

  private static final String KEPT_OUT =
      """
      SELECT FROM lfdi_standing WHERE lfdi = ?::bytea
      UNION ALL
      SELECT FROM certificate_standing r JOIN certificate c USING (serial_number)
      WHERE c.lfdi = ?::bytea
      """;

  private static final String CLOSED =
      """
      SELECT FROM device d JOIN site s ON s.id = d.site_id
      WHERE d.id = ? AND (d.released OR d.suspended OR s.state <> 'APPROVED')
      """;

  private final Sql sql;

  Subjects(Sql sql) {
    this.sql = sql;
  }

  Map<SerialNumber, Subject> certificates(List<SerialNumber> serialNumbers) {
    return serialNumbers.isEmpty()
        ? Map.of()
        : sql
            .all(CERTIFICATES, Subjects::read, column("bytea", serialNumbers, SerialNumber::octets))
            .stream()
            .collect(
                Collectors.toMap(
                    subject -> subject.serialNumber().orElseThrow(),
                    Function.identity(),
                    (one, same) -> one));
  }

  List<Subject> registeredAt(SiteId site) {
    return sql.all(OF_SITE, Subjects::read, site.value());
  }

  List<Subject> registeredAs(DeviceId device) {
    return sql.all(OF_DEVICE, Subjects::read, device.value());
  }

  /// What the devices of a site are known by at a moment.
  List<Subject> heldAt(SiteId site, Instant at) {
    return sql.all(HELD_AT, Subjects::read, at, site.value());
  }

  /// The same, of one device.
  List<Subject> heldBy(DeviceId device, Instant at) {
    return sql.all(HELD_BY, Subjects::read, at, device.value());
  }

  /// Whom people decided about.
  Optional<Subject> decided(UUID measure, DeviceId device) {
    return sql.first(DECIDED, Subjects::read, device.value(), measure);
  }

  /// Whether something stands against it at this moment, be it a decision or its certificate.
  boolean isKeptOut(Lfdi lfdi) {
    return sql.first(KEPT_OUT, row -> true, lfdi.bytes(), lfdi.bytes()).isPresent();
  }

  /// Whether its site or the device itself is not let in at this moment.
  boolean isClosed(DeviceId device) {
    return sql.first(CLOSED, row -> true, device.value()).isPresent();
  }

  /// The first nine columns of a row, in the order of the queries here.
  static Subject read(ResultSet row) throws SQLException {
    return new Subject(
        Lfdi.of(row.getBytes(1)),
        new DeviceId(row.getObject(2, UUID.class)),
        new SiteId(row.getObject(3, UUID.class)),
        row.getString(4),
        Optional.ofNullable(row.getObject(5, UUID.class)),
        Optional.ofNullable(row.getBytes(6)).map(SerialNumber::ofOctets),
        instant(row, 7),
        Optional.ofNullable(row.getBytes(8)).map(Lfdi::of),
        instant(row, 9));
  }

  static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
