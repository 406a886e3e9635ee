package org.gridseal.enrollment;

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

/// Successions as the certificates in PostgreSQL have them; one round trip.
public final class PostgresSuccessions implements Successions {
  private static final String CHAIN =
      """
      SELECT device_id, profile, ordinal, predecessor, predecessor_serial, successor, serial_number,
        since, overlap_until
      FROM succession WHERE (device_id, profile) = (
        SELECT device_id, profile FROM (
          SELECT i.device_id, f.profile, c.issued_at AS since
          FROM certificate c JOIN issuance_intent i ON i.serial_number = c.serial_number
          JOIN draft_form f ON f.id = i.form
          WHERE c.lfdi = ?::bytea
          UNION ALL
          SELECT s.device_id, s.profile, s.since
          FROM (
            SELECT id FROM device WHERE lfdi = ?::bytea
            UNION ALL SELECT device_id FROM virtual_identity WHERE lfdi = ?::bytea) AS registered
          JOIN succession s ON s.device_id = registered.id AND s.predecessor = ?::bytea) AS chain
        ORDER BY since DESC LIMIT 1)
      ORDER BY ordinal
      """;

  private final Sql sql;

  public PostgresSuccessions(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public List<Succession> chainOf(Lfdi any) {
    byte[] lfdi = any.bytes();
    return sql.all(CHAIN, PostgresSuccessions::read, lfdi, lfdi, lfdi, lfdi);
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
