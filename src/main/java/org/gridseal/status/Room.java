package org.gridseal.status;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/// Where work that waits is done, so much of it at a time: enough to keep processors and database
/// busy, and too little to keep enrollment from them.
final class Room {
  private static final int PLACES = 64;

  private final Executor workers;
  private final Semaphore places = new Semaphore(PLACES);

  Room(Executor workers) {
    this.workers = workers;
  }

  /// @return false, and nothing is done, if there is no place
  boolean take(Runnable work) {
    if (!places.tryAcquire()) {
      return false;
    }
    workers.execute(
        () -> {
          try {
            work.run();
          } finally {
            places.release();
          }
        });
    return true;
  }
}
