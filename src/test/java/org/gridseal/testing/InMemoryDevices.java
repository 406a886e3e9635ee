package org.gridseal.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.gridseal.enrollment.Devices;
import org.gridseal.enrollment.RegisteredDevice;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;

/// Registered devices, as a test puts them.
public final class InMemoryDevices implements Devices {
  private final Map<DeviceId, RegisteredDevice> devices = new LinkedHashMap<>();

  /// Puts a device, or replaces the one with its id.
  public void put(RegisteredDevice device) {
    devices.put(device.id(), device);
  }

  /// Takes a device away, as when its registration is released.
  public void release(DeviceId id) {
    devices.remove(id);
  }

  @Override
  public Optional<RegisteredDevice> find(DeviceId id) {
    return Optional.ofNullable(devices.get(id));
  }

  @Override
  public Optional<RegisteredDevice> find(HardwareIdentity hardware) {
    return devices.values().stream()
        .filter(device -> device.hardware().equals(hardware))
        .findFirst();
  }
}
