package org.gridseal.testing;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.database.DatabaseException;
import org.gridseal.enrollment.Devices;
import org.gridseal.enrollment.RegisteredDevice;
import org.gridseal.policy.Connection;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.SiteId;

/// Registered devices, as a test puts them.
public final class InMemoryDevices implements Devices {
  private final Map<DeviceId, RegisteredDevice> devices = new LinkedHashMap<>();
  private final Map<SiteId, List<Connection>> managed = new HashMap<>();
  private boolean away;

  /// Puts a device, or replaces the one with its id.
  public void put(RegisteredDevice device) {
    devices.put(device.id(), device);
  }

  /// Answers nothing from now on, until it is told to again.
  public void goAway(boolean gone) {
    away = gone;
  }

  /// What the aggregator manages whose own devices stand at a site.
  public void manages(SiteId from, List<Connection> sites) {
    managed.put(from, sites);
  }

  @Override
  public List<Connection> managedFrom(SiteId site) {
    answer();
    return managed.getOrDefault(site, List.of());
  }

  private void answer() {
    if (away) {
      throw new DatabaseException("the database cannot be read", new SQLException("away", "08006"));
    }
  }

  /// Takes a device away, as when its registration is released.
  public void release(DeviceId id) {
    devices.remove(id);
  }

  @Override
  public Optional<RegisteredDevice> find(DeviceId id) {
    answer();
    return Optional.ofNullable(devices.get(id));
  }

  @Override
  public Optional<RegisteredDevice> find(HardwareIdentity hardware) {
    answer();
    return devices.values().stream()
        .filter(device -> device.hardware().equals(hardware))
        .findFirst();
  }
}
