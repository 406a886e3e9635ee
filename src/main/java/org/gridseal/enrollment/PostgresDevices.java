package org.gridseal.enrollment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.gridseal.database.Gathered;
import org.gridseal.database.Sql;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.policy.Connection;
import org.gridseal.policy.FactsText;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.site.Voltage;

/// The registered devices in PostgreSQL: one round trip an answer, or several answers.
public final class PostgresDevices implements Devices {
  private static final String SELECT =
      """
      SELECT d.id, d.site_id, d.hw_type, d.hw_serial, d.profile,
        CASE WHEN d.suspended THEN 'SUSPENDED' ELSE s.state END, s.size_va, s.pcc_voltage,
        (SELECT max(position) FROM lfdi_authorisation), f.setting
      FROM (%s) d JOIN site s ON s.id = d.site_id JOIN site_setting f ON f.site_id = s.id
      """;

  private static final String BY_ID =
      SELECT.formatted("SELECT * FROM device WHERE NOT released AND id = ANY (?::uuid[])");

  /// The fence (OFFSET 0) keeps PostgreSQL to one look-up a device: with a plan for any number of
  /// them it would read the whole table.
  private static final String BY_HARDWARE =
      SELECT.formatted(
          """
          SELECT found.* FROM
            (SELECT DISTINCT * FROM unnest(?::text[], ?::bytea[]) AS of (hw_type, hw_serial)) asked
          CROSS JOIN LATERAL (
            SELECT * FROM device WHERE NOT released AND hw_type = asked.hw_type
              AND hw_serial = asked.hw_serial OFFSET 0) found
          """);

  /// An aggregator is an organisation; where one of its own devices stands tells which.
  private static final String MANAGED =
      """
      SELECT s.size_va, s.pcc_voltage, f.setting
      FROM site s JOIN site_setting f ON f.site_id = s.id
      WHERE s.state IN ('APPROVED', 'SUSPENDED') AND s.id IN (
        SELECT d.site_id FROM device d JOIN aggregator a ON a.id = d.managed_by
        JOIN site own ON own.organisation = a.organisation
        WHERE own.id = ? AND NOT d.released)
      """;

  private final Sql sql;
  private final Gathered<DeviceId, RegisteredDevice> byId = new Gathered<>(this::withIds);
  private final Gathered<HardwareIdentity, RegisteredDevice> byHardware =
      new Gathered<>(this::withHardware);

  private final LongConsumer decisions;

  /// @param database asked outside of any transaction
  /// @param decisions is told the position of the last decision about an LFDI, each time that a
  ///   device is found: so nobody has to ask for it
  public PostgresDevices(DataSource database, LongConsumer decisions) {
    this.sql = new Sql(database);
    this.decisions = decisions;
  }

  @Override
  public Optional<RegisteredDevice> find(DeviceId id) {
    return byId.ask(id);
  }

  @Override
  public Optional<RegisteredDevice> find(HardwareIdentity hardware) {
    return byHardware.ask(hardware);
  }

  private Map<DeviceId, RegisteredDevice> withIds(List<DeviceId> ids) {
    return keyed(
        RegisteredDevice::id, sql.all(BY_ID, this::read, Sql.column("uuid", ids, DeviceId::value)));
  }

  private Map<HardwareIdentity, RegisteredDevice> withHardware(List<HardwareIdentity> all) {
    return keyed(
        RegisteredDevice::hardware,
        sql.all(
            BY_HARDWARE,
            this::read,
            Sql.column("text", all, HardwareIdentity::type),
            Sql.column("bytea", all, hardware -> hardware.serial().bytes())));
  }

  private static <K> Map<K, RegisteredDevice> keyed(
      Function<RegisteredDevice, K> key, List<RegisteredDevice> devices) {
    return devices.stream().collect(Collectors.toMap(key, Function.identity()));
  }

  private RegisteredDevice read(ResultSet row) throws SQLException {
    decisions.accept(row.getLong(9));
    return new RegisteredDevice(
        new DeviceId(row.getObject(1, UUID.class)),
        new SiteId(row.getObject(2, UUID.class)),
        new HardwareIdentity(row.getString(3), row.getBytes(4)),
        row.getString(5),
        standing(SiteState.valueOf(row.getString(6))),
        connection(row.getLong(7), row.getLong(8), row.getString(10)));
  }

  @Override
  public List<Connection> managedFrom(SiteId site) {
    return sql.all(
        MANAGED, row -> connection(row.getLong(1), row.getLong(2), row.getString(3)), site.value());
  }

  private static Connection connection(long voltAmperes, long decivolts, String setting) {
    return new Connection(
        new ApparentPower(voltAmperes), new Voltage(decivolts), FactsText.setting(setting));
  }

  private static Standing standing(SiteState state) {
    return switch (state) {
      case SUBMITTED, RETURNED -> Standing.WAITING;
      case APPROVED -> Standing.APPROVED;
      case REFUSED, SUSPENDED, RETIRED -> Standing.CLOSED;
    };
  }
}
