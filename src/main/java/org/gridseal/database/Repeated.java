package org.gridseal.database;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Work that one thread does again and again until it is closed. What it throws is told once, and
/// the work goes on: nothing here is ever over because a database was away.
public final class Repeated implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(Repeated.class.getName());

  private final String name;
  private final Duration period;
  private final Runnable work;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private boolean healthy = true;

  /// Starts the thread.
  ///
  /// @param period from the end of one piece of work to the beginning of the next
  public Repeated(String name, Duration period, Runnable work) {
    this.name = name;
    this.period = period;
    this.work = work;
    this.thread = Thread.ofPlatform().name(name).daemon().start(this::workUntilClosed);
  }

  /// Begins the next piece of work now. Returns at once; any thread may call it, any number of
  /// times.
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  private void workUntilClosed() {
    while (!closed) {
      try {
        work.run();
        report();
      } catch (RuntimeException e) {
        report(e);
      }
      rest();
    }
  }

  private void rest() {
    try {
      if (wake.tryAcquire(period.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      // Nobody but close() ends this thread, and that works without an interrupt.
    }
  }

  private void report(RuntimeException trouble) {
    if (healthy && !closed) {
      LOGGER.log(Level.ERROR, name + " failed, trying again until it works", trouble);
    }
    healthy = false;
  }

  private void report() {
    if (!healthy) {
      LOGGER.log(Level.INFO, name + " works again");
    }
    healthy = true;
  }

  /// Ends the thread after the work that it does now, and returns when it is gone.
  @Override
  public void close() {
    closed = true;
    wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
