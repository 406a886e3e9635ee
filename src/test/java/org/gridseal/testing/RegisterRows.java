package org.gridseal.testing;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Sites, devices and certificates as rows and nothing more: for tests of what reads the register,
/// where no signature matters. Begins with an empty database, and one approved site.
public final class RegisterRows {
  public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  public static final String PROFILE = "ieee2030.5-device";
  public static final UUID AGGREGATOR = new UUID(0xa66, 1);

  private final Database database;
  private int numbers;

  public RegisterRows(Database database) {
    this.database = database;
    database.clear();
    write(
        """
        INSERT INTO aggregator (id, organisation, name, active, enterprise_number)
        VALUES ('%s', 'fleet', 'Fleet Inc', true, 37250);
        INSERT INTO draft_form (id, profile, authority, to_be_signed)
        VALUES (1, '%s', 'issuing', ''), (2, 'vpn-gateway', 'issuing', '')
        """
            .formatted(AGGREGATOR, PROFILE));
  }

  /// A site in a state.
  public SiteId site(String state) {
    var id = new SiteId(new UUID(0x517e, ++numbers));
    write(ofSite(id, state));
    return id;
  }

  /// The statement that writes a site.
  public static String ofSite(SiteId id, String state) {
    return """
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
        SELECT '%s', 0, 'test', '%s', 1, 5000, 'T1', 1, 1, 'test', '%s', '%s',
          'TEST-%s', 'OTHER', 'POINT', 'x', 'x', 'x', 'x', 'DE', 'x', 'x', 'x', 'x', 'x', 'x', 'x',
          'x', 'x', 2300, 1, 1, 5000, false, false, 'DIRECT', 'BROADBAND', 300, 300, 'x', 'x', 'x',
          '%s';
        """
        .formatted(id, state, START, START, id.value().getLeastSignificantBits(), START);
  }

  /// A device without any LFDI.
  public DeviceId device(SiteId site) {
    var id = new DeviceId(new UUID(0xdef, ++numbers));
    write(
        """
        INSERT INTO device (id, site_id, position, released, hw_type, hw_serial, profile)
        VALUES ('%s', '%s', 0, false, '1.3.6.1.4.1.40732.3.1', int4send(%d), '%s')
        """
            .formatted(id, site, numbers, PROFILE));
    return id;
  }

  /// A device that came with a certificate from its maker.
  public DeviceId device(SiteId site, Lfdi factory) {
    DeviceId id = device(site);
    write("UPDATE device SET lfdi = '%s' WHERE id = '%s'".formatted(octets(factory), id));
    return id;
  }

  /// A certificate of five years.
  public SerialNumber certificate(DeviceId device, Lfdi lfdi, Instant issuedAt) {
    return certificate(device, lfdi, issuedAt, issuedAt.plus(Duration.ofDays(1826)), 1);
  }

  /// @param form 1 for [#PROFILE], 2 for `vpn-gateway`
  public SerialNumber certificate(
      DeviceId device, Lfdi lfdi, Instant issuedAt, Instant notAfter, int form) {
    SerialNumber serialNumber = SerialNumber.fromString("7%06x".formatted(++numbers));
    String octets = "\\x" + serialNumber;
    write(
        """
        INSERT INTO issuance_intent (serial_number, device_id, form, key_fingerprint, generation,
          draft, intended_at)
        VALUES ('%s', '%s', %d, sha256('%s'), 1, '', '%s');
        INSERT INTO certificate (serial_number, lfdi, signature, not_after, issued_at)
        VALUES ('%s', '%s', '', '%s', '%s')
        """
            .formatted(
                octets, device, form, lfdi, issuedAt, octets, octets(lfdi), notAfter, issuedAt));
    return serialNumber;
  }

  /// Lets a certificate take over from the newest other one of its device, or else from the
  /// identity that its device was registered with; not where there is neither.
  public void takeOver(SerialNumber serialNumber, DeviceId device, Instant overlapUntil) {
    write(
        """
        UPDATE certificate SET predecessor = before.lfdi, overlap_until = '%3$s', ordinal = before.ordinal
        FROM (
          SELECT o.lfdi, o.issued_at, o.ordinal + 1 AS ordinal
          FROM certificate o JOIN issuance_intent i USING (serial_number)
          WHERE i.device_id = '%2$s' AND o.serial_number <> '\\x%1$s'
          UNION ALL
          SELECT coalesce(d.lfdi, v.lfdi), '-infinity', 1
          FROM device d LEFT JOIN virtual_identity v ON v.device_id = d.id
          WHERE d.id = '%2$s' AND coalesce(d.lfdi, v.lfdi) IS NOT NULL
          ORDER BY issued_at DESC LIMIT 1) AS before
        WHERE serial_number = '\\x%1$s'
        """
            .formatted(serialNumber, device, overlapUntil));
  }

  /// A step of a certificate's history.
  ///
  /// @param reason a code of RFC 5280 §5.3.1; 6 is a hold and 8 its release
  public void step(SerialNumber serialNumber, int step, int reason) {
    write(
        """
        INSERT INTO revocation (serial_number, step, reason, revoked_at, revoked_by, authority,
          bucket, not_after)
        VALUES ('\\x%s', %d, %d, '%s', 'x', 'issuing', 0, '%s')
        """
            .formatted(serialNumber, step, reason, START, START));
  }

  /// A step of what people decided about an LFDI.
  ///
  /// @return the measure that took effect
  public UUID decision(Lfdi lfdi, int step, String state) {
    var measure = new UUID(0x3ea, ++numbers);
    write(
        """
        INSERT INTO lfdi_authorisation (lfdi, step, state, reason, measure, decided_by, decided_at)
        VALUES ('%s', %d, '%s', 'stolen', '%s', 'x', '%s')
        """
            .formatted(octets(lfdi), step, state, measure, START));
    return measure;
  }

  /// An LFDI that follows from a text.
  public static Lfdi lfdi(String text) {
    return Lfdi.ofCertificate(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The LFDI with this number, in the order of the numbers.
  public static Lfdi lfdi(int number) {
    byte[] octets = new byte[Lfdi.LENGTH];
    Arrays.fill(octets, (byte) 0xaa);
    for (int i = 0; i < Integer.BYTES; i++) {
      octets[i] = (byte) (number >>> (Byte.SIZE * (Integer.BYTES - 1 - i)));
    }
    return Lfdi.of(octets);
  }

  public static String octets(Lfdi lfdi) {
    return "\\x" + HexFormat.of().formatHex(lfdi.bytes());
  }

  /// Writes past every guard of the tables.
  public void write(String statements) {
    try {
      database.asSuperuser("SET session_replication_role = replica;\n" + statements);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
