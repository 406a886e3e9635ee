package org.gridseal.policy;

import org.gridseal.site.ApparentPower;
import org.gridseal.site.Voltage;
import org.jspecify.annotations.Nullable;

/// One entry of `tiers` in `sites.yaml`: which sites are in the tier, and what it demands of them.
///
/// @param voltage sites connected at or above it are in this tier, or a higher one, whatever their
///   size
public record SizeClass(
    Tier tier, String title, Bounds size, @Nullable VoltageBound voltage, Controls controls) {

  /// Sizes from `from` (inclusive) or above `above` (exclusive), up to `upTo` (inclusive) or below
  /// `below` (exclusive). The schema lets through one of each pair at most; without an upper one
  /// the class has no end.
  public record Bounds(
      @Nullable ApparentPower from,
      @Nullable ApparentPower above,
      @Nullable ApparentPower upTo,
      @Nullable ApparentPower below) {

    /// The smallest size within, in VA: sizes are whole, so exclusive and inclusive differ by one.
    public long first() {
      if (above != null) {
        return above.voltAmperes() + 1;
      }
      return from == null ? 0 : from.voltAmperes();
    }

    /// The greatest size within, in VA.
    long last() {
      if (below != null) {
        return below.voltAmperes() - 1;
      }
      return upTo == null ? Long.MAX_VALUE : upTo.voltAmperes();
    }
  }

  public record VoltageBound(Voltage from) {}

  boolean holds(ApparentPower power) {
    return size.first() <= power.voltAmperes() && power.voltAmperes() <= size.last();
  }

  boolean demandedBy(Voltage connected) {
    return voltage != null && connected.compareTo(voltage.from()) >= 0;
  }
}
