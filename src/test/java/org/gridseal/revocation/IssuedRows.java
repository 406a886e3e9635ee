package org.gridseal.revocation;

import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.Database;

/// Certificates as far as a revocation needs them: of the authority `issuing`, of one device at one
/// site, good for ten years from the tests' present on.
final class IssuedRows {
  private IssuedRows() {}

  static void insert(Database database, List<SerialNumber> serials) throws SQLException {
    String values =
        IntStream.range(0, serials.size())
            .mapToObj(n -> "('\\x%s'::bytea, %d)".formatted(hex(serials.get(n)), n + 1))
            .collect(Collectors.joining(", "));
    database.asSuperuser(
        """
        SET session_replication_role = replica;
        INSERT INTO device (id, site_id, position, released, hw_type, hw_serial, profile)
        VALUES ('00000000-0000-0001-0000-000000000001', '00000000-0000-0002-0000-000000000002',
          0, false, '1.3.6.1.4.1.40732.99.1', '\\x0a0b0c0d', 'ieee2030.5-device');
        INSERT INTO draft_form (id, profile, authority, to_be_signed)
        VALUES (1, 'ieee2030.5-device', 'issuing', '\\x00');
        INSERT INTO issuance_intent (serial_number, device_id, form, key_fingerprint, generation,
          draft, intended_at)
        SELECT serial, '00000000-0000-0001-0000-000000000001', 1, sha256(serial), 1, '\\x00',
          '2030-01-01Z'
        FROM (VALUES %s) AS made (serial, n);
        INSERT INTO certificate (serial_number, lfdi, signature, not_after, issued_at)
        SELECT serial, substr(sha256(serial), 1, 20), '\\x00', '2040-01-01Z', '2030-01-01Z'
        FROM (VALUES %s) AS made (serial, n);
        """
            .formatted(values, values));
  }

  private static String hex(SerialNumber serial) {
    return HexFormat.of().formatHex(serial.octets());
  }
}
