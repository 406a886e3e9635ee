package org.gridseal.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.site.SiteId;

/// Revocations in PostgreSQL, insert-only.
public final class PostgresRevocations implements Revocations {
  private static final String SITE =
      """
      SELECT d.site_id FROM certificate c
      JOIN issuance_intent i ON i.serial_number = c.serial_number
      JOIN device d ON d.id = i.device_id
      WHERE c.serial_number = ?
      """;

  private static final String ADD =
      """
      INSERT INTO revocation (serial_number, reason, revoked_at, revoked_by)
      VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String STATUS =
      """
      SELECT c.serial_number, r.revoked_at, r.reason FROM certificate c
      LEFT JOIN revocation r ON r.serial_number = c.serial_number
      WHERE c.serial_number = ?
      """;

  private static final String OF_AUTHORITY =
      """
      SELECT r.serial_number, r.revoked_at, r.reason FROM revocation r
      JOIN certificate c ON c.serial_number = r.serial_number
      JOIN issuance_intent i ON i.serial_number = c.serial_number
      JOIN draft_form f ON f.id = i.form
      WHERE f.authority = ? AND c.not_after >= ?
      ORDER BY r.revoked_at, r.serial_number
      """;

  private static final String SINCE = "SELECT FROM revocation WHERE revoked_at > ? LIMIT 1";

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresRevocations(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public Optional<SiteId> siteOf(SerialNumber serialNumber) {
    return sql.first(
        SITE, row -> new SiteId(row.getObject(1, UUID.class)), (Object) serialNumber.octets());
  }

  @Override
  public boolean add(Revoked revoked, String by) {
    return sql.write(
            ADD, revoked.serialNumber().octets(), revoked.reason().name(), revoked.at(), by)
        == 1;
  }

  @Override
  public Status statusOf(SerialNumber serialNumber) {
    return sql.first(STATUS, PostgresRevocations::statusOf, (Object) serialNumber.octets())
        .orElseGet(Status.Unknown::new);
  }

  private static Status statusOf(ResultSet row) throws SQLException {
    return row.getString(3) == null ? new Status.Good() : new Status.Withdrawn(revoked(row));
  }

  @Override
  public boolean isAnySince(Instant then) {
    return sql.first(SINCE, row -> true, then).isPresent();
  }

  @Override
  public List<Revoked> of(String authority, Instant then) {
    return sql.all(OF_AUTHORITY, PostgresRevocations::revoked, authority, then);
  }

  private static Revoked revoked(ResultSet row) throws SQLException {
    return new Revoked(
        SerialNumber.ofOctets(row.getBytes(1)),
        Sql.instant(row, 2),
        RevocationReason.valueOf(row.getString(3)));
  }
}
