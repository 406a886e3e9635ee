package org.gridseal.cost;

import java.time.Duration;

/// The month that everything here is per: 30 days of 24 hours, as those who bill SIM cards have it
/// (docs/cost.md names one).
public final class Month {
  public static final Duration LENGTH = Duration.ofDays(30);

  private Month() {}

  /// How often something happens in a month that happens once in each of these periods, rounded up:
  /// what has begun has been paid for.
  public static long times(Duration period) {
    return Math.ceilDiv(LENGTH.toSeconds(), period.toSeconds());
  }
}
