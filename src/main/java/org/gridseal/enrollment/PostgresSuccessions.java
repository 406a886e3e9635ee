package org.gridseal.enrollment;

import static org.gridseal.database.Sql.column;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;

/// Successions in PostgreSQL, insert-only; a link takes two round trips, all else one.
public final class PostgresSuccessions implements Successions {
  private static final String COLUMNS =
      """
      device_id, profile, ordinal, predecessor, predecessor_serial, successor, serial_number,
        since, overlap_until
      """;

  /// Until the transaction ends no other replica links for the same devices. In the order of their
  /// keys, so that two who want several do not wait for each other. The next statement sees what
  /// was linked before the locks were had.
  private static final String LOCK =
      """
      SELECT pg_advisory_xact_lock(device.key) FROM (
        SELECT DISTINCT hashtextextended(device_id::text, 0) AS key FROM issuance_intent
        WHERE serial_number = ANY (?::bytea[]) ORDER BY key) AS device
      """;

  /// The head is the one certificate that nothing has taken over from yet: that of the last link,
  /// or, before there is one, the only one. That there is one at most is what the table's
  /// uniqueness says. A device that has renewed a thousand times costs no more than any other.
  private static final String LINK =
      """
      INSERT INTO succession (device_id, profile, ordinal, predecessor, predecessor_serial,
        successor, serial_number, since, overlap_until)
      SELECT d.id, f.profile, coalesce(head.ordinal, 0) + 1, coalesce(head.lfdi, registered.lfdi),
        head.serial_number, c.lfdi, c.serial_number, kept.since,
        greatest(kept.since, least(kept.until, head.not_after))
      FROM unnest(?::bytea[], ?::timestamptz[], ?::timestamptz[])
        AS kept (serial_number, since, until)
      JOIN certificate c ON c.serial_number = kept.serial_number
      JOIN issuance_intent i ON i.serial_number = c.serial_number
      JOIN draft_form f ON f.id = i.form
      JOIN device d ON d.id = i.device_id
      LEFT JOIN LATERAL (
        SELECT s.successor AS lfdi, s.serial_number, old.not_after, s.ordinal
        FROM succession s
        JOIN certificate old ON old.serial_number = s.serial_number
        WHERE s.device_id = d.id AND s.profile = f.profile
        ORDER BY s.ordinal DESC LIMIT 1) AS last ON true
      LEFT JOIN LATERAL (
        SELECT old.lfdi, old.serial_number, old.not_after
        FROM issuance_intent o
        JOIN draft_form of ON of.id = o.form
        JOIN certificate old ON old.serial_number = o.serial_number
        WHERE last.lfdi IS NULL AND o.device_id = d.id AND of.profile = f.profile
          AND old.serial_number <> c.serial_number
        ORDER BY old.issued_at DESC LIMIT 1) AS alone ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(last.lfdi, alone.lfdi) AS lfdi,
          coalesce(last.serial_number, alone.serial_number) AS serial_number,
          coalesce(last.not_after, alone.not_after) AS not_after, last.ordinal) AS head
      LEFT JOIN LATERAL (
        SELECT coalesce(d.lfdi, v.lfdi) AS lfdi
        FROM (SELECT) AS one LEFT JOIN virtual_identity v ON v.device_id = d.id
        WHERE d.profile = f.profile AND coalesce(d.lfdi, v.lfdi) IS NOT NULL
          AND NOT EXISTS (
            SELECT FROM succession n
            WHERE n.device_id = d.id AND n.predecessor = coalesce(d.lfdi, v.lfdi))) AS registered
        ON head.lfdi IS NULL
      WHERE coalesce(head.lfdi, registered.lfdi) IS NOT NULL
      RETURNING
      """
          + COLUMNS;

  private static final String TO =
      "SELECT " + COLUMNS + "FROM succession WHERE successor = ?::bytea";

  private static final String FROM =
      "SELECT "
          + COLUMNS
          + "FROM succession WHERE predecessor = ?::bytea ORDER BY since DESC LIMIT 1";

  private static final String CHAIN =
      "SELECT "
          + COLUMNS
          + """
          FROM succession WHERE (device_id, profile) = (
            SELECT device_id, profile FROM succession
            WHERE successor = ?::bytea OR predecessor = ?::bytea ORDER BY since DESC LIMIT 1)
          ORDER BY ordinal
          """;

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresSuccessions(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public List<Succession> link(List<Successor> successors) {
    if (successors.isEmpty()) {
      return List.of();
    }
    var serialNumbers = column("bytea", successors, it -> it.serialNumber().octets());
    sql.all(LOCK, row -> true, serialNumbers);
    return sql.all(
        LINK,
        PostgresSuccessions::read,
        serialNumbers,
        column("timestamptz", successors, Successor::since),
        column("timestamptz", successors, Successor::overlapUntil));
  }

  @Override
  public Optional<Succession> to(Lfdi successor) {
    return sql.first(TO, PostgresSuccessions::read, (Object) successor.bytes());
  }

  @Override
  public Optional<Succession> from(Lfdi predecessor) {
    return sql.first(FROM, PostgresSuccessions::read, (Object) predecessor.bytes());
  }

  @Override
  public List<Succession> chainOf(Lfdi any) {
    return sql.all(CHAIN, PostgresSuccessions::read, any.bytes(), any.bytes());
  }

  private static Succession read(ResultSet row) throws SQLException {
    return new Succession(
        new DeviceId(row.getObject(1, UUID.class)),
        row.getString(2),
        row.getInt(3),
        Lfdi.of(row.getBytes(4)),
        Optional.ofNullable(row.getBytes(5)).map(SerialNumber::ofOctets),
        Lfdi.of(row.getBytes(6)),
        SerialNumber.ofOctets(row.getBytes(7)),
        Sql.instant(row, 8),
        Sql.instant(row, 9));
  }
}
