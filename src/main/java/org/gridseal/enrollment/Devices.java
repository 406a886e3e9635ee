package org.gridseal.enrollment;

import java.util.Optional;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;

/// The registered devices, as enrollment reads them. Each answer is fresh.
public interface Devices {
  Optional<RegisteredDevice> find(DeviceId id);

  Optional<RegisteredDevice> find(HardwareIdentity hardware);
}
