package org.gridseal.revocation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.gridseal.revocation.Revocations.Named;

/// Has answers signed ahead that are running out: a few at a time, those about one certificate one
/// after the other, and none for a while after one failed. What finds no room is not done: whoever
/// asks next brings it again. So a crowd that asks while the database hangs costs no threads.
final class AnswerRenewals {
  /// At a time; those who wait for an answer come first.
  static final int PLACES = 8;

  /// After a failure: the old answers live for hours.
  static final Duration REST = Duration.ofSeconds(30);

  private static final Logger LOGGER = System.getLogger(AnswerRenewals.class.getName());

  private final Executor workers;
  private final InstantSource time;
  private final Semaphore places = new Semaphore(PLACES);
  private final Set<Named> underWay = ConcurrentHashMap.newKeySet();
  private volatile Instant failed = Instant.EPOCH;

  AnswerRenewals(Executor workers, InstantSource time) {
    this.workers = workers;
    this.time = time;
  }

  /// Has it done if there is room; never waits.
  void begin(Named certificate, Runnable renewal) {
    if (isResting() || !underWay.add(certificate)) {
      return;
    }
    if (!places.tryAcquire()) {
      underWay.remove(certificate);
      return;
    }
    workers.execute(() -> run(certificate, renewal));
  }

  private boolean isResting() {
    Instant now = time.instant();
    // A failure that is still to come is one from before the clock was set back.
    return now.isBefore(failed.plus(REST)) && !now.isBefore(failed);
  }

  private void run(Named certificate, Runnable renewal) {
    try {
      renewal.run();
    } catch (RuntimeException e) {
      failed = time.instant();
      LOGGER.log(Level.WARNING, "an answer is not renewed: {0}", e.getMessage());
    } finally {
      underWay.remove(certificate);
      places.release();
    }
  }
}
