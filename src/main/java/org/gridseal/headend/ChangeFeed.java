package org.gridseal.headend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.gridseal.audit.Transactions;
import org.jspecify.annotations.Nullable;

/// Keeps the changes up with the audit log, and lets callers wait for the next one.
///
/// Every replica has one; whichever looks first does the work. Waiting costs the database nothing:
/// the thread that looks for all of them looks once.
public final class ChangeFeed implements AutoCloseable {
  /// How long an event with its place stays without its change.
  private static final Duration POLL = Duration.ofMillis(200);

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  /// Callers that wait at the same time; one more is answered at once.
  static final int MAXIMUM_WAITING = 64;

  private static final Logger LOGGER = System.getLogger(ChangeFeed.class.getName());

  private final Derivation derivation;
  private final Changes changes;
  private final Transactions transactions;
  private final InstantSource time;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Semaphore places = new Semaphore(MAXIMUM_WAITING);
  private final Object news = new Object();
  private @Nullable Thread thread;
  private long last;
  private boolean troubled;

  /// @param database whose connections take part in the transaction of the calling thread
  /// @param transactions run their work on the thread that brings it, at once
  public ChangeFeed(DataSource database, Transactions transactions, InstantSource time) {
    this.derivation = new Derivation(database);
    this.changes = new Changes(database);
    this.transactions = transactions;
    this.time = time;
  }

  /// Starts the thread; the database need not be there yet.
  ///
  /// @throws IllegalStateException on the second call
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("a feed is started once");
    }
    thread = Thread.ofPlatform().name("change-feed").daemon().start(this::workUntilStopped);
  }

  /// Waits for a change after a place; at most so long, and not at all when too many wait already
  /// or the service is stopping.
  public void await(long after, Duration limit) throws InterruptedException {
    if (!places.tryAcquire()) {
      return;
    }
    try {
      long until = System.nanoTime() + limit.toNanos();
      synchronized (news) {
        long left = until - System.nanoTime();
        while (last <= after && left > 0 && stop.getCount() > 0) {
          TimeUnit.NANOSECONDS.timedWait(news, left);
          left = until - System.nanoTime();
        }
      }
    } finally {
      places.release();
    }
  }

  /// Ends the thread, and every wait.
  @Override
  public void close() {
    stop.countDown();
    synchronized (news) {
      news.notifyAll();
    }
    joinThread();
  }

  private synchronized void joinThread() {
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void workUntilStopped() {
    Duration pause = Duration.ZERO;
    while (!isStoppedAfter(pause)) {
      try {
        pause = work() ? Duration.ZERO : POLL;
        report(changes.last());
      } catch (RuntimeException e) {
        report(e);
        pause = BETWEEN_ATTEMPTS;
      }
    }
  }

  private boolean work() {
    return transactions.durably(() -> derivation.step(time.instant()));
  }

  private boolean isStoppedAfter(Duration pause) {
    try {
      return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody but close() ends this thread, and that works without an interrupt.
      return false;
    }
  }

  private void report(long newest) {
    if (troubled) {
      LOGGER.log(Level.INFO, "head-ends are told of changes again");
      troubled = false;
    }
    synchronized (news) {
      if (newest > last) {
        last = newest;
        news.notifyAll();
      }
    }
  }

  /// One line when trouble starts, and one when it is over.
  private void report(RuntimeException trouble) {
    if (!troubled) {
      LOGGER.log(Level.ERROR, "head-ends are not told of changes until this works", trouble);
    }
    troubled = true;
  }
}
