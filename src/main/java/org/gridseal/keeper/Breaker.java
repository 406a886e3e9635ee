package org.gridseal.keeper;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.gridseal.authority.SigningException;

/// Keeps calls away from a keeper that has failed several times in a row: they are refused at once
/// for a while, so that nobody waits for a time-out that is certain. Then one call is let through;
/// if it succeeds all are.
final class Breaker {
  /// Failures in a row that are no accident any more.
  private static final int FAILURES = 5;

  private final String keeper;
  private final Duration pause;
  private final InstantSource time;
  private int failures;
  private Instant openUntil = Instant.MIN;

  /// @param keeper what the other side is called in errors
  /// @param pause how long calls are refused
  Breaker(String keeper, Duration pause, InstantSource time) {
    this.keeper = keeper;
    this.pause = pause;
    this.time = time;
  }

  /// Makes a call, unless it would be in vain. Only a [SigningException] counts as a failure of the
  /// keeper: no call is to throw one for what the keeper does not do for us.
  ///
  /// @throws SigningException if the call threw one, or was not made
  <T> T call(Supplier<T> call) {
    requireClosed();
    try {
      T answer = call.get();
      succeeded();
      return answer;
    } catch (SigningException e) {
      failed();
      throw e;
    }
  }

  private synchronized void requireClosed() {
    if (failures < FAILURES) {
      return;
    }
    if (time.instant().isBefore(openUntil)) {
      throw new SigningException(
          "%s failed %d times in a row and is left alone until %s"
              .formatted(keeper, failures, openUntil));
    }
    // This call is the one that finds out; the others go on waiting.
    openUntil = time.instant().plus(pause);
  }

  private synchronized void succeeded() {
    failures = 0;
  }

  private synchronized void failed() {
    failures++;
    openUntil = time.instant().plus(pause);
  }
}
