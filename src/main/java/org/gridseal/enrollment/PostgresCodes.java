package org.gridseal.enrollment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.enrollment.OneTimeCodes.Kept;
import org.gridseal.site.DeviceId;

/// One-time codes in PostgreSQL, insert-only.
public final class PostgresCodes implements OneTimeCodes.Store {
  private static final String ADD =
      """
      INSERT INTO one_time_code
        (id, device_id, salt, iterations, hash, issued_at, expires_at, issued_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String OF_DEVICE =
      """
      SELECT c.id, c.salt, c.iterations, c.hash, u.serial_number
      FROM one_time_code c LEFT JOIN one_time_code_use u ON u.code_id = c.id
      WHERE c.device_id = ? AND c.expires_at > ?
      ORDER BY c.issued_at DESC LIMIT 4
      """;

  private static final String SPEND =
      """
      INSERT INTO one_time_code_use (code_id, serial_number, used_at)
      VALUES (?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresCodes(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public void add(Kept code, Instant issuedAt, Instant expiresAt, String issuedBy) {
    sql.write(
        ADD,
        code.id(),
        code.device().value(),
        HexFormat.of().parseHex(code.hash().salt()),
        code.hash().iterations(),
        HexFormat.of().parseHex(code.hash().value()),
        issuedAt,
        expiresAt,
        issuedBy);
  }

  @Override
  public List<Kept> of(DeviceId device, Instant now) {
    return sql.all(OF_DEVICE, row -> read(row, device), device.value(), now);
  }

  private static Kept read(ResultSet row, DeviceId device) throws SQLException {
    return new Kept(
        row.getObject(1, UUID.class),
        device,
        new CodeHash(
            HexFormat.of().formatHex(row.getBytes(2)),
            row.getInt(3),
            HexFormat.of().formatHex(row.getBytes(4))),
        Optional.ofNullable(row.getBytes(5)).map(SerialNumber::ofOctets));
  }

  @Override
  public boolean spend(UUID code, SerialNumber certificate, Instant at) {
    return sql.write(SPEND, code, certificate.octets(), at) == 1;
  }
}
