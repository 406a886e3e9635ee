package org.gridseal.enrollment;

import org.gridseal.authority.Subject;
import org.gridseal.policy.Connection;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.SiteId;
import org.gridseal.x509.HardwareModuleName;

/// A device as the register knows it at this moment, with what its site decides for it.
///
/// @param profile the certificate profile it was registered for
/// @param connection size and voltage of its site, which the policy asks for
public record RegisteredDevice(
    DeviceId id,
    SiteId site,
    HardwareIdentity hardware,
    String profile,
    Standing standing,
    Connection connection) {

  /// Whom its certificates name. The register holds its hardware, and neither host names nor
  /// organisations nor roles.
  Subject subject() {
    return Subject.device(new HardwareModuleName(hardware.type(), hardware.serial().toString()));
  }

  /// Where the device and its site stand, as far as enrollment cares.
  public enum Standing {
    /// Somebody must still approve it.
    WAITING,
    APPROVED,
    /// Refused, suspended or retired; or the device itself is suspended.
    CLOSED
  }
}
