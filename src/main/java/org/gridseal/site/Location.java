package org.gridseal.site;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/// A point on WGS 84, in degrees with up to six decimals (about 0.1 m).
@Embeddable
public record Location(BigDecimal lat, BigDecimal lon) {
  /// Equal points have equal numbers, however many zeros follow them.
  public Location {
    lat = lat.stripTrailingZeros();
    lon = lon.stripTrailingZeros();
  }

  void check(Findings findings) {
    checkDegrees(findings, "lat", lat, 90);
    checkDegrees(findings, "lon", lon, 180);
  }

  private static void checkDegrees(Findings findings, String member, BigDecimal value, int most) {
    boolean fits = value.abs().compareTo(BigDecimal.valueOf(most)) <= 0 && value.scale() <= 6;
    findings.require(
        fits,
        member,
        "degrees",
        "give degrees from -" + most + " to " + most + " with at most six decimals");
  }
}
