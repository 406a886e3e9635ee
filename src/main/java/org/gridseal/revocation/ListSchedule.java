package org.gridseal.revocation;

import java.time.Duration;
import java.time.Instant;

/// When a new list of a scope is due, and how long each lives. Pure.
///
/// A list of up to 20,000 entries is made anew, whole, as soon as something changes; that costs
/// about 10 ms. A longer one is renewed once a day, and what changes meanwhile is in its deltas, of
/// at most 20,000 entries. So the cost of a revocation has a bound, however many there are.
final class ListSchedule {
  /// Entries that are cheap enough to be written at each change.
  static final long CHEAP = 20_000;

  /// Relying parties live on the last complete list for so long when we are away.
  static final Duration COMPLETE_LIFE = Duration.ofDays(7);

  /// Age at which a complete list is renewed though nothing has changed, or much has.
  static final Duration COMPLETE_RENEWAL = Duration.ofDays(1);

  static final Duration DELTA_LIFE = Duration.ofHours(6);

  /// Age at which a delta is renewed though nothing has changed.
  static final Duration DELTA_RENEWAL = Duration.ofHours(1);

  /// Between two lists of a scope: revocations that come together are published together.
  static final Duration PAUSE = Duration.ofSeconds(5);

  private ListSchedule() {}

  enum Due {
    NOTHING,
    COMPLETE,
    DELTA
  }

  /// @param changed the last position of the register that concerns the scope
  static Due decide(ListStanding standing, long changed, Instant now) {
    if (standing.complete().isEmpty()) {
      return Due.COMPLETE;
    }
    IssuedList complete = standing.complete().get();
    if (isAged(complete, COMPLETE_RENEWAL, now)) {
      return Due.COMPLETE;
    }
    boolean owes = changed > standing.covered() && hasPaused(standing, now);
    if (complete.entries() <= CHEAP) {
      return owes ? Due.COMPLETE : Due.NOTHING;
    }
    boolean isDeltaAged =
        standing.delta().map(delta -> isAged(delta, DELTA_RENEWAL, now)).orElse(true);
    return owes || isDeltaAged ? Due.DELTA : Due.NOTHING;
  }

  /// Old, or of a time that has not come yet: the clock was ahead when it was made, and nobody
  /// believes it now.
  private static boolean isAged(IssuedList list, Duration renewal, Instant now) {
    return !now.isBefore(list.thisUpdate().plus(renewal)) || list.thisUpdate().isAfter(now);
  }

  private static boolean hasPaused(ListStanding standing, Instant now) {
    return standing.newest().map(list -> !now.isBefore(list.thisUpdate().plus(PAUSE))).orElse(true);
  }

  /// When the next list is due though nothing changes.
  static Instant renewalOf(IssuedList list) {
    return list.thisUpdate().plus(list.isDelta() ? DELTA_RENEWAL : COMPLETE_RENEWAL);
  }
}
