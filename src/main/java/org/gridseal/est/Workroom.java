package org.gridseal.est;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// Where requests are worked on, on threads that may block: so many at once, and no queue before
/// the door.
///
/// A fleet that comes at once is better told to come back, each device at another time, than left
/// to wait until all of them give up (RFC 9110 §10.2.3).
final class Workroom {
  /// Seconds after which the first of those sent away come back, and until when the last do. In
  /// between a service at its slowest enrolls ten thousand.
  private static final int EARLIEST = 10;

  private static final int LATEST = 60;

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places;
  private final RandomGenerator chance;

  Workroom(int places, RandomGenerator chance) {
    if (places < 1) {
      throw new IllegalArgumentException("requests at once: " + places + ", at least 1");
    }
    this.places = new Semaphore(places);
    this.chance = chance;
  }

  /// Takes work, or does not; never waits.
  boolean take(Runnable work) {
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(
          () -> {
            try {
              work.run();
            } finally {
              places.release();
            }
          });
      return true;
    } catch (RejectedExecutionException e) {
      // The service is stopping.
      places.release();
      return false;
    }
  }

  /// After how long somebody sent away should come back, each time another.
  Duration pause() {
    return Duration.ofSeconds(chance.nextInt(EARLIEST, LATEST + 1));
  }

  /// Takes no more work, and waits for what was taken.
  ///
  /// @return whether all of it was done in time
  boolean close(Duration patience) throws InterruptedException {
    threads.shutdown();
    return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }
}
