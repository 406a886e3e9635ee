package org.gridseal.policy;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;

/// Where a device's key was made.
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum KeyOrigin {
  /// In the device, which it never left.
  DEVICE,
  /// Here, and sent to the device (RFC 7030 §4.4).
  SERVER;

  @Override
  public String toString() {
    return this == DEVICE ? "device" : "server";
  }
}
