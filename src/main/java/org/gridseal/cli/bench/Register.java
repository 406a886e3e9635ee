package org.gridseal.cli.bench;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.gridseal.cli.demo.FakeManufacturer;

/// Fills a new register: a trusted manufacturer, and homes of tier T1 that are approved, with one
/// device each.
///
/// It writes the tables directly, as the owner of the schema and past every rule, because ten
/// thousand registrations and approvals through the API are another measurement. What enrollment
/// never reads (units, submissions, reviews, their log entries) is left out.
final class Register {
  private static final String TRUST =
      """
      WITH root AS (
        INSERT INTO manufacturer_root (fingerprint, name, encoded, attested, added_at, added_by)
        VALUES (sha256(?), 'Fake Inverters', ?, false, now(), 'bench')
        RETURNING fingerprint, generation, added_by)
      INSERT INTO manufacturer_root_confirmation
        (fingerprint, generation, added_by, confirmed_at, confirmed_by)
      SELECT fingerprint, generation, added_by, now(), 'bench too' FROM root
      """;

  /// Homes, one for each number of a range; to be formatted with the id and the reference of each.
  private static final String SITES =
      """
      INSERT INTO site (id, version, organisation, state, revision, size_va, tier,
        approvals_needed, approvals_given, submitted_by, submitted_at, changed_at,
        application_ref, connection_point_scheme, connection_point_id,
        address_line, address_city, address_region, address_postcode, address_country,
        customer_name, customer_email, customer_phone,
        operator_name, operator_email, operator_phone,
        installer_name, installer_email, installer_phone,
        pcc_voltage, phases_available, phases_installed, approved_capacity_va,
        islandable, central_protection, comm_path, wan, poll_rate_s, post_rate_s,
        declared_by, declared_as, declared_text, declared_at)
      SELECT %s, 0, 'bench', 'APPROVED', 1, 5000, 'T1',
        1, 1, 'bench', now(), now(),
        %s || number, 'OTHER', 'POINT-' || number,
        'Teststrasse ' || number, 'Musterstadt', 'Musterland', '00000', 'DE',
        'A. Customer', 'customer@example.org', '+0', 'A. Customer', 'customer@example.org', '+0',
        'An Installer', 'installer@example.org', '+0',
        2300, 1, 1, 5000,
        false, false, 'DIRECT', 'BROADBAND', 300, 300,
        'An Installer', 'installer', 'bench', now()
      FROM generate_series(?, ?) AS number
      """;

  private static final String DEVICES =
      """
      INSERT INTO device (id, site_id, position, released, hw_type, hw_serial, profile)
      SELECT gen_random_uuid(), site.id, 0, false, ?, int8send(number), 'ieee2030.5-device'
      FROM generate_series(0, ? - 1) AS number
      JOIN site ON organisation = 'bench' AND application_ref = 'BENCH-' || number
      """;

  private Register() {}

  /// Inserts homes, one for each number from the first parameter to the second.
  ///
  /// @param id an expression over `number`
  /// @param prefix of their references, which no other homes have
  static String sites(String id, String prefix) {
    return SITES.formatted(id, "'" + prefix + "'");
  }

  /// Registers so many devices, whose hardware serials [#serial] tells.
  static void fill(Connection database, X509Certificate root, int devices) throws SQLException {
    database.setAutoCommit(false);
    try (PreparedStatement trust = database.prepareStatement(TRUST);
        PreparedStatement sites = database.prepareStatement(sites("gen_random_uuid()", "BENCH-"));
        PreparedStatement device = database.prepareStatement(DEVICES)) {
      trust.setBytes(1, root.getEncoded());
      trust.setBytes(2, root.getEncoded());
      trust.executeUpdate();
      sites.setInt(1, 0);
      sites.setInt(2, devices - 1);
      sites.executeUpdate();
      device.setString(1, FakeManufacturer.HARDWARE_TYPE);
      device.setInt(2, devices);
      device.executeUpdate();
      database.commit();
      analyze(database);
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /// The hardware serial of a device: eight octets, hexadecimal.
  static String serial(int device) {
    return "%016x".formatted(device);
  }

  /// A register that has grown over years has statistics; this one has to be told. Not the tables
  /// that are still empty: told so, PostgreSQL would read all of them for each row for a while.
  private static void analyze(Connection database) throws SQLException {
    database.setAutoCommit(true);
    try (PreparedStatement analyze = database.prepareStatement("ANALYZE site, device")) {
      analyze.execute();
    }
  }
}
