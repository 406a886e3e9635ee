package org.gridseal.headend;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.gridseal.audit.Transactions;
import org.gridseal.database.Repeated;
import org.jspecify.annotations.Nullable;

/// Keeps the changes up with the audit log, and lets callers wait for the next one.
///
/// Every replica has one; whichever looks first does the work. Waiting costs the database nothing:
/// the thread that looks for all of them looks once.
public final class ChangeFeed implements AutoCloseable {
  /// How long an event with its place stays without its change.
  private static final Duration POLL = Duration.ofMillis(200);

  /// Callers that wait at the same time; one more is answered at once.
  static final int MAXIMUM_WAITING = 64;

  private final Derivation derivation;
  private final Changes changes;
  private final Transactions transactions;
  private final InstantSource time;
  private final Semaphore places = new Semaphore(MAXIMUM_WAITING);
  private final Object news = new Object();
  private @Nullable Repeated thread;
  private long last;
  private volatile boolean closed;

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
    thread = new Repeated("change-feed", POLL, this::derive);
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
        while (last <= after && left > 0 && !closed) {
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
    synchronized (news) {
      closed = true;
      news.notifyAll();
    }
    endThread();
  }

  private synchronized void endThread() {
    if (thread != null) {
      thread.close();
    }
  }

  private void derive() {
    boolean more;
    do {
      more = transactions.durably(() -> derivation.step(time.instant()));
      tell(changes.last());
    } while (more && !closed);
  }

  private void tell(long newest) {
    synchronized (news) {
      if (newest > last) {
        last = newest;
        news.notifyAll();
      }
    }
  }
}
