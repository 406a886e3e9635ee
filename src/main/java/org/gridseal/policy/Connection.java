package org.gridseal.policy;

import org.gridseal.site.ApparentPower;
import org.gridseal.site.Application;
import org.gridseal.site.Voltage;

/// What the policy asks about a site: how large it is, how high in the grid it is connected, and
/// what else is known of it.
///
/// @param size sum of the units' AC nameplate ratings
/// @param voltage nominal voltage at the point of common coupling
public record Connection(ApparentPower size, Voltage voltage, Setting setting) {
  /// Three-phase low voltage in most of the world (IEC 60038); any low voltage decides the same.
  static final Voltage LOW = Voltage.ofVolts(400);

  /// A site of which nothing else is known: a question, and no decision.
  public Connection(ApparentPower size, Voltage voltage) {
    this(size, voltage, Setting.NONE);
  }

  public static Connection atLowVoltage(ApparentPower size) {
    return new Connection(size, LOW);
  }

  /// What is applied for.
  public static Connection of(Application application) {
    return new Connection(
        application.size(), application.particulars().grid().pccVoltage(), Setting.of(application));
  }
}
