package org.gridseal.cli.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Certificates and revocations that follow from a number, written past every trigger: a million
/// through the API are another measurement.
final class RevokedRows {
  /// Of a serial number.
  static final int SERIAL_OCTETS = 16;

  /// Octets that look random and are positive, as serial numbers are.
  static final String SERIAL =
      "set_byte(substr(sha256(int8send(n)), 1, "
          + SERIAL_OCTETS
          + "), 0, 1 + get_byte(sha256(int8send(n)), 0) % 127)";

  private static final String REVOCATIONS =
      """
      INSERT INTO revocation (serial_number, step, reason, revoked_at, revoked_by, authority,
        bucket, not_after)
      SELECT serial, 1, (ARRAY[1, 3, 4, 5, 9])[1 + n %% 5],
        date_trunc('second', now()) - n %% 30000000 * interval '1 second', 'bench', 'issuing',
        get_byte(serial, 14) %% 32 * 128 + get_byte(serial, 15) / 2, now() + interval '2 years'
      FROM (SELECT n, %s AS serial FROM generate_series(%d::bigint, %d - 1) AS n) AS made
      """;

  private static final String CERTIFICATES =
      """
      WITH made AS (SELECT n, %s AS serial FROM generate_series(%d::bigint, %d - 1) AS n),
      intended AS (
        INSERT INTO issuance_intent (serial_number, device_id, form, key_fingerprint, generation,
          draft, intended_at)
        SELECT serial, (SELECT id FROM device LIMIT 1), (SELECT min(id) FROM draft_form),
          sha256(serial), 1, '\\x00', now() FROM made)
      INSERT INTO certificate (serial_number, lfdi, signature, not_after, issued_at)
      SELECT serial, substr(sha256(serial), 1, 20), '\\x00', now() + interval '2 years', now()
      FROM made
      """;

  private final Testbed testbed;

  RevokedRows(Testbed testbed) {
    this.testbed = testbed;
  }

  /// Revokes the certificates of these numbers, whether or not there are any.
  ///
  /// @param to exclusive
  void revoke(long from, long to) throws SQLException {
    execute(REVOCATIONS.formatted(SERIAL, from, to), "ANALYZE revocation");
  }

  /// Revokes one, as the service would: nothing is measured again that belongs to many.
  void revokeOne(long number) throws SQLException {
    execute(REVOCATIONS.formatted(SERIAL, number, number + 1));
  }

  /// Issues the certificates of these numbers, as far as OCSP is concerned.
  ///
  /// @param to exclusive
  void issue(long from, long to) throws SQLException {
    execute(CERTIFICATES.formatted(SERIAL, from, to), "ANALYZE issuance_intent, certificate");
  }

  /// As if no list was ever made.
  void forgetLists() throws SQLException {
    execute("TRUNCATE revocation_list, revocation_list_chunk, revocation_partitions");
  }

  private void execute(String... statements) throws SQLException {
    try (Connection database = testbed.asSuperuser();
        Statement statement = database.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }
}
