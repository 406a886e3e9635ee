package org.gridseal.testing;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gridseal.database.DatabaseException;
import org.gridseal.enrollment.Devices;
import org.gridseal.enrollment.RegisteredDevice;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;

/// Registered devices, as a test puts them.
public final class InMemoryDevices implements Devices {
  private final Map<DeviceId, RegisteredDevice> devices = new LinkedHashMap<>();
  private boolean away;

  /// Puts a device, or replaces the one with its id.
  public void put(RegisteredDevice device) {
    devices.put(device.id(), device);
  }

  /// Answers nothing from now on, until it is told to again.
  public void goAway(boolean gone) {
    away = gone;
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
