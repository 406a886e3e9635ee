package org.gridseal.cost;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.util.Locale;
import org.gridseal.policy.Controls;

/// How a device may keep in touch: over which way, with which suite, and what it does with its
/// session between two cycles.
public record SessionPlan(Controls.Wan.Path way, Suite suite, Mode mode) {
  /// What becomes of a session.
  @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
  public enum Mode {
    /// A full handshake for each cycle.
    FULL,
    /// A connection for each cycle, which takes up the earlier session.
    RESUMED,
    /// One connection, as long as the policy lets it live.
    KEPT
  }

  public boolean inTunnel() {
    return way == Controls.Wan.Path.VPN || way == Controls.Wan.Path.VPN_ON_PRIVATE_CIRCUIT;
  }

  @Override
  public String toString() {
    return "%s, %s, over %s".formatted(kebab(suite), kebab(mode), kebab(way));
  }

  static String kebab(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
