package org.gridseal.authorisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.Sql;
import org.gridseal.policy.Connection;
import org.gridseal.policy.FactsText;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.site.Voltage;

/// Who stands behind an identity, in PostgreSQL.
public final class PostgresIdentities implements Identities {
  private static final String HOLDER =
      """
      d.id, d.hw_type, d.hw_serial, s.id, s.state, s.size_va, s.pcc_voltage, NOT d.released,
      d.suspended, (SELECT setting FROM site_setting WHERE site_id = s.id)
      """;

  private static final String OF_CERTIFICATE =
      "SELECT "
          + HOLDER
          + """
            FROM issuance_intent i
            JOIN device d ON d.id = i.device_id JOIN site s ON s.id = d.site_id
            WHERE i.serial_number = ?
            """;

  private static final String HOLDER_OF_DEVICE =
      "SELECT " + HOLDER + " FROM device d JOIN site s ON s.id = d.site_id WHERE d.id = ?";

  private static final String LFDI_OF = "SELECT lfdi FROM certificate WHERE serial_number = ?";

  /// By our certificates first; else by what devices were registered with, those still held first.
  private static final String OF_LFDIS =
      "SELECT DISTINCT ON (shown.lfdi) "
          + HOLDER
          + """
            , shown.lfdi
            FROM (
              SELECT c.lfdi, i.device_id, 1 AS rank FROM certificate c
              JOIN issuance_intent i ON i.serial_number = c.serial_number
              WHERE c.lfdi = ANY (?::bytea[])
              UNION ALL
              SELECT lfdi, id, CASE WHEN released THEN 3 ELSE 2 END FROM device
              WHERE lfdi = ANY (?::bytea[])) shown
            JOIN device d ON d.id = shown.device_id JOIN site s ON s.id = d.site_id
            ORDER BY shown.lfdi, shown.rank, d.id DESC
            """;

  private static final String OF_HARDWARE =
      "SELECT "
          + HOLDER
          + """
            FROM
              (SELECT DISTINCT * FROM unnest(?::text[], ?::bytea[])
                AS of (hw_type, hw_serial)) asked
            CROSS JOIN LATERAL (
              SELECT * FROM device WHERE NOT released AND hw_type = asked.hw_type
                AND hw_serial = asked.hw_serial OFFSET 0) d
            JOIN site s ON s.id = d.site_id
            """;

  private static final String STATE =
      """
      coalesce((SELECT a.state FROM lfdi_authorisation a
        WHERE a.lfdi = known.lfdi ORDER BY a.step DESC LIMIT 1), 'ALLOWED')
      """;

  private static final String KNOWN =
      "SELECT known.lfdi, known.serial_number, known.not_after, "
          + STATE
          + """
            FROM (
              SELECT d.lfdi, NULL::bytea AS serial_number, NULL::timestamptz AS not_after,
                NULL::timestamptz AS issued_at
              FROM device d WHERE %1$s AND d.lfdi IS NOT NULL
              UNION ALL
              (SELECT c.lfdi, c.serial_number, c.not_after, c.issued_at FROM device d
              JOIN issuance_intent i ON i.device_id = d.id
              JOIN certificate c ON c.serial_number = i.serial_number
              WHERE %1$s ORDER BY c.issued_at DESC LIMIT %2$d)) known
            ORDER BY known.issued_at DESC NULLS FIRST LIMIT %2$d
            """;

  private static final String OF_DEVICE = KNOWN.formatted("d.id = ?", 100);

  private static final String AT_SITE = KNOWN.formatted("d.site_id = ? AND NOT d.released", 1000);

  private final Sql sql;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresIdentities(DataSource database) {
    this.sql = new Sql(database);
  }

  @Override
  public Optional<Holder> holderOf(Lfdi lfdi) {
    return Optional.ofNullable(holdersOf(List.of(new Shown(lfdi, Optional.empty()))).get(lfdi));
  }

  @Override
  public Optional<Holder> holderOf(SerialNumber serialNumber) {
    return sql.first(OF_CERTIFICATE, PostgresIdentities::holder, (Object) serialNumber.octets());
  }

  @Override
  public Optional<Holder> holderOf(DeviceId device) {
    return sql.first(HOLDER_OF_DEVICE, PostgresIdentities::holder, device.value());
  }

  @Override
  public Optional<Lfdi> lfdiOf(SerialNumber serialNumber) {
    return sql.first(LFDI_OF, row -> Lfdi.of(row.getBytes(1)), (Object) serialNumber.octets());
  }

  @Override
  public Map<Lfdi, Holder> holdersOf(Collection<Shown> shown) {
    Map<Lfdi, Holder> found = new HashMap<>();
    Sql.Column lfdis = Sql.column("bytea", List.copyOf(shown), one -> one.lfdi().bytes());
    sql.all(OF_LFDIS, row -> Map.entry(Lfdi.of(row.getBytes(11)), holder(row)), lfdis, lfdis)
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    List<Shown> unknown =
        shown.stream()
            .filter(one -> !found.containsKey(one.lfdi()) && one.hardware().isPresent())
            .toList();
    if (!unknown.isEmpty()) {
      addByHardware(unknown, found);
    }
    return found;
  }

  /// A factory certificate whose LFDI nobody gave when the device was registered.
  private void addByHardware(List<Shown> unknown, Map<Lfdi, Holder> found) {
    List<HardwareIdentity> hardware =
        unknown.stream().map(one -> one.hardware().orElseThrow()).distinct().toList();
    Map<HardwareIdentity, Holder> holders = new HashMap<>();
    sql.all(
            OF_HARDWARE,
            PostgresIdentities::holder,
            Sql.column("text", hardware, HardwareIdentity::type),
            Sql.column("bytea", hardware, one -> one.serial().bytes()))
        .forEach(holder -> holders.put(holder.hardware(), holder));
    unknown.forEach(
        one -> {
          Holder holder = holders.get(one.hardware().orElseThrow());
          if (holder != null) {
            found.put(one.lfdi(), holder);
          }
        });
  }

  @Override
  public List<Identity> of(DeviceId device) {
    return sql.all(OF_DEVICE, PostgresIdentities::identity, device.value(), device.value());
  }

  @Override
  public List<Identity> at(SiteId site) {
    return sql.all(AT_SITE, PostgresIdentities::identity, site.value(), site.value());
  }

  private static Holder holder(ResultSet row) throws SQLException {
    return new Holder(
        new DeviceId(row.getObject(1, UUID.class)),
        new HardwareIdentity(row.getString(2), row.getBytes(3)),
        new SiteId(row.getObject(4, UUID.class)),
        SiteState.valueOf(row.getString(5)),
        new Connection(
            new ApparentPower(row.getLong(6)),
            new Voltage(row.getLong(7)),
            FactsText.setting(row.getString(10))),
        row.getBoolean(8),
        row.getBoolean(9));
  }

  private static Identity identity(ResultSet row) throws SQLException {
    Optional<SerialNumber> certificate =
        Optional.ofNullable(row.getBytes(2)).map(SerialNumber::ofOctets);
    return new Identity(
        Lfdi.of(row.getBytes(1)),
        certificate,
        certificate.isPresent() ? Optional.of(Sql.instant(row, 3)) : Optional.empty(),
        LfdiState.valueOf(row.getString(4)));
  }
}
