package org.gridseal.policy;

import org.gridseal.site.ApparentPower;
import org.gridseal.site.Voltage;

/// What the policy asks about a site: how large it is, and how high in the grid it is connected.
///
/// @param size sum of the units' AC nameplate ratings
/// @param voltage nominal voltage at the point of common coupling
public record Connection(ApparentPower size, Voltage voltage) {
  /// Three-phase low voltage in most of the world (IEC 60038); any low voltage decides the same.
  private static final Voltage LOW = Voltage.ofVolts(400);

  public static Connection atLowVoltage(ApparentPower size) {
    return new Connection(size, LOW);
  }
}
