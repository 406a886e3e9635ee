package org.gridseal.headend;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// When a message that was not taken is tried again: after 5 s, 10 s, 20 s and so on up to an hour,
/// each shortened by up to half by chance, so that those who failed together do not come back
/// together; for 72 hours (docs/decisions/0034).
final class RetrySchedule {
  static final Duration FIRST = Duration.ofSeconds(5);
  static final Duration LONGEST = Duration.ofHours(1);
  static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

  /// 5 s doubled so often is beyond an hour.
  private static final int DOUBLINGS = 10;

  private final DoubleSupplier chance;

  /// @param chance from 0, inclusive, to 1, exclusive
  RetrySchedule(DoubleSupplier chance) {
    this.chance = chance;
  }

  /// @param attempts that failed, the last a moment ago
  /// @param first when the first of them was
  /// @param wished what the receiver asked for; it may ask for an hour at most
  /// @return when the next is due; nothing when there is to be none
  Optional<Instant> next(int attempts, Instant first, Instant now, Optional<Duration> wished) {
    if (!now.isBefore(first.plus(GIVEN_UP_AFTER))) {
      return Optional.empty();
    }
    Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
    Duration full = min(doubled, LONGEST);
    Duration shortened = full.minusMillis((long) (full.toMillis() / 2.0 * chance.getAsDouble()));
    Duration asked = min(wished.orElse(Duration.ZERO), LONGEST);
    return Optional.of(now.plus(shortened.compareTo(asked) < 0 ? asked : shortened));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
