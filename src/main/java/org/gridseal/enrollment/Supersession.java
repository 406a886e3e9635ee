package org.gridseal.enrollment;

import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;

/// Revokes a certificate in whose place another one comes.
@FunctionalInterface
public interface Supersession {
  /// Revokes in the transaction of the caller, with the event about it.
  ///
  /// @return false, and nothing is written, if it is revoked already
  boolean supersede(SerialNumber serialNumber, DeviceId by);
}
