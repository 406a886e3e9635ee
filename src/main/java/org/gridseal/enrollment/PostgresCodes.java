package org.gridseal.enrollment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.audit.Hash;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.enrollment.CodeStore.Kept;
import org.gridseal.enrollment.CodeStore.Spending;
import org.gridseal.enrollment.OneTimeCodes.Status;
import org.gridseal.site.DeviceId;

/// One-time codes in PostgreSQL, insert-only.
public final class PostgresCodes implements CodeStore {
  private static final String ADD =
      """
      INSERT INTO one_time_code
        (id, device_id, salt, iterations, hash, issued_at, expires_at, issued_by)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String NEWEST =
      """
      FROM (SELECT * FROM one_time_code WHERE device_id = ?
        ORDER BY issued_at DESC, id DESC LIMIT 1) code
        LEFT JOIN LATERAL (SELECT * FROM one_time_code_end WHERE code_id = code.id
          ORDER BY generation DESC LIMIT 1) ended ON true
      """;

  private static final String OPENING =
      "SELECT id, salt, iterations, hash, serial_number, generation, request_hash, ended_at "
          + NEWEST
          + "WHERE expires_at > ? AND withdrawn_by IS NULL";

  private static final String STATUS =
      "SELECT id, issued_at, expires_at, serial_number, withdrawn_by IS NOT NULL " + NEWEST;

  private static final String SPEND =
      """
      INSERT INTO one_time_code_end (code_id, generation, serial_number, request_hash, ended_at)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
      """;

  private static final String WITHDRAW =
      """
      INSERT INTO one_time_code_end (code_id, generation, withdrawn_by, ended_at)
      VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING
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
  public Optional<Kept> newest(DeviceId device, Instant now) {
    return sql.first(OPENING, row -> kept(row, device), device.value(), now);
  }

  @Override
  public Optional<Status> statusOf(DeviceId device) {
    return sql.first(STATUS, PostgresCodes::status, device.value());
  }

  private static Kept kept(ResultSet row, DeviceId device) throws SQLException {
    return new Kept(
        row.getObject(1, UUID.class),
        device,
        new CodeHash(
            HexFormat.of().formatHex(row.getBytes(2)),
            row.getInt(3),
            HexFormat.of().formatHex(row.getBytes(4))),
        spending(row));
  }

  private static Optional<Spending> spending(ResultSet row) throws SQLException {
    Optional<SerialNumber> certificate = serialNumber(row, 5);
    return certificate.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Spending(
                certificate.get(),
                row.getInt(6),
                Optional.ofNullable(row.getBytes(7)).map(Hash::of),
                Sql.instant(row, 8)));
  }

  private static Status status(ResultSet row) throws SQLException {
    return new Status(
        row.getObject(1, UUID.class),
        Sql.instant(row, 2),
        Sql.instant(row, 3),
        serialNumber(row, 4),
        row.getBoolean(5));
  }

  private static Optional<SerialNumber> serialNumber(ResultSet row, int column)
      throws SQLException {
    return Optional.ofNullable(row.getBytes(column)).map(SerialNumber::ofOctets);
  }

  @Override
  public boolean spend(UUID code, Spending spending) {
    return sql.write(
            SPEND,
            code,
            spending.generation(),
            spending.certificate().octets(),
            spending.request().map(Hash::bytes).orElse(null),
            spending.at())
        == 1;
  }

  @Override
  public boolean withdraw(UUID code, String by, Instant at) {
    return sql.write(WITHDRAW, code, by, at) == 1;
  }
}
