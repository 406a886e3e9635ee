package org.gridseal.authorisation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DeviceLocks;
import org.gridseal.database.Sql;
import org.gridseal.policy.Connection;
import org.gridseal.policy.FactsText;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.site.Voltage;

/// Sites and devices in PostgreSQL. Plain SQL, because measures of several people share a commit,
/// and entities that somebody else has loaded would share it too; the version tells those.
public final class PostgresSiteRegister implements SiteRegister {
  private static final String FIND =
      """
      SELECT s.state, s.size_va, s.pcc_voltage,
        (SELECT count(*) FROM device d WHERE d.site_id = s.id AND NOT d.released), f.setting
      FROM site s JOIN site_setting f ON f.site_id = s.id WHERE s.id = ?
      """;

  private static final String DEVICES = "SELECT id FROM device WHERE site_id = ? AND NOT released";

  private static final String MOVE_SITE =
      """
      UPDATE site SET state = ?, changed_at = ?, version = version + 1
      WHERE id = ? AND state = ANY (?::text[])
      """;

  private static final String RELEASE =
      """
      WITH units AS (UPDATE der_unit SET released = true WHERE site_id = ?)
      UPDATE device SET released = true WHERE site_id = ? AND NOT released
      """;

  private static final String RELEASE_DEVICE =
      "UPDATE device SET released = true WHERE id = ? AND NOT released";

  private static final String SUSPEND_DEVICE =
      "UPDATE device SET suspended = ? WHERE id = ? AND NOT released AND suspended <> ?";

  /// Whoever has loaded the site finds out that its devices are others now.
  private static final String TOUCH =
      """
      UPDATE site SET version = version + 1 WHERE id = (SELECT site_id FROM device WHERE id = ?)
      """;

  private static final String CERTIFICATES =
      """
      SELECT c.serial_number FROM device d
      JOIN issuance_intent i ON i.device_id = d.id
      JOIN certificate c ON c.serial_number = i.serial_number
      WHERE d.%s = ? AND c.not_after > ? AND NOT EXISTS (
        SELECT FROM last_revocation(c.serial_number) r WHERE r.reason NOT IN (6, 8))
      ORDER BY c.serial_number
      """;

  private static final String OF_SITE = CERTIFICATES.formatted("site_id");
  private static final String OF_DEVICE = CERTIFICATES.formatted("id");

  private static final String REMEMBER =
      "INSERT INTO measure_hold (measure, serial_number) SELECT ?, * FROM unnest(?::bytea[])";

  private static final String HELD =
      """
      SELECT serial_number FROM measure_hold WHERE measure = (
        SELECT m.id FROM measure m JOIN measure_end e ON e.measure = m.id
        WHERE m.%s = ? AND m.act = 'SUSPEND' AND e.outcome = 'TAKEN'
        ORDER BY m.id DESC LIMIT 1)
      ORDER BY serial_number
      """;

  private static final String HELD_WITH_SITE = HELD.formatted("site_id");
  private static final String HELD_WITH_DEVICE = HELD.formatted("device_id");

  private final Sql sql;
  private final DeviceLocks locks;

  /// @param database whose connections take part in the transaction of the calling thread
  public PostgresSiteRegister(DataSource database) {
    this.sql = new Sql(database);
    this.locks = new DeviceLocks(sql);
  }

  @Override
  public Optional<Premises> find(SiteId site) {
    return sql.first(FIND, row -> premises(site, row), site.value());
  }

  private static Premises premises(SiteId site, ResultSet row) throws SQLException {
    return new Premises(
        site,
        SiteState.valueOf(row.getString(1)),
        new Connection(
            new ApparentPower(row.getLong(2)),
            new Voltage(row.getLong(3)),
            FactsText.setting(row.getString(5))),
        row.getInt(4));
  }

  @Override
  public void lock(Target target) {
    locks.take(
        switch (target) {
          case Target.OfSite(SiteId site) ->
              sql.all(DEVICES, row -> row.getObject(1, UUID.class), site.value());
          case Target.OfDevice(DeviceId device) -> List.of(device.value());
          case Target.OfCertificate _, Target.OfLfdi _ -> throw neither(target);
        });
  }

  @Override
  public boolean take(Act act, Target target, Instant at) {
    return switch (target) {
      case Target.OfSite(SiteId site) -> takeSite(act, site, at);
      case Target.OfDevice(DeviceId device) -> takeDevice(act, device);
      case Target.OfCertificate _, Target.OfLfdi _ -> throw neither(target);
    };
  }

  private boolean takeSite(Act act, SiteId site, Instant at) {
    Sql.Column from = Sql.column("text", act.siteStates(), SiteState::name);
    boolean moved = sql.write(MOVE_SITE, act.siteState().name(), at, site.value(), from) == 1;
    if (moved && act == Act.WITHDRAW) {
      sql.write(RELEASE, site.value(), site.value());
    }
    return moved;
  }

  private boolean takeDevice(Act act, DeviceId device) {
    boolean suspends = act == Act.SUSPEND;
    int moved =
        act == Act.WITHDRAW
            ? sql.write(RELEASE_DEVICE, device.value())
            : sql.write(SUSPEND_DEVICE, suspends, device.value(), suspends);
    return moved == 1 && sql.write(TOUCH, device.value()) == 1;
  }

  @Override
  public List<SerialNumber> certificatesOf(Target target, Instant at) {
    return switch (target) {
      case Target.OfSite(SiteId site) -> serials(OF_SITE, site.value(), at);
      case Target.OfDevice(DeviceId device) -> serials(OF_DEVICE, device.value(), at);
      case Target.OfCertificate _, Target.OfLfdi _ -> throw neither(target);
    };
  }

  @Override
  public void remember(UUID measure, List<SerialNumber> held) {
    sql.write(REMEMBER, measure, Sql.column("bytea", held, SerialNumber::octets));
  }

  @Override
  public List<SerialNumber> heldWith(Target target) {
    return switch (target) {
      case Target.OfSite(SiteId site) -> serials(HELD_WITH_SITE, site.value());
      case Target.OfDevice(DeviceId device) -> serials(HELD_WITH_DEVICE, device.value());
      case Target.OfCertificate _, Target.OfLfdi _ -> throw neither(target);
    };
  }

  private List<SerialNumber> serials(String query, Object... values) {
    return sql.all(query, row -> SerialNumber.ofOctets(row.getBytes(1)), values);
  }

  private static IllegalArgumentException neither(Target target) {
    return new IllegalArgumentException("neither a site nor a device: " + target);
  }
}
