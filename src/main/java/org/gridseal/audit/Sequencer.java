package org.gridseal.audit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The one thread that gives events their places in the log and signs checkpoints.
///
/// Of all the processes that share a database one holds the lease, an advisory lock that ends with
/// its connection; the others wait for it. An outage of the database is waited out: nothing is
/// lost, events only get their places later.
public final class Sequencer implements AutoCloseable {
  /// The eight letters of "gridseal", as a number nobody else will lock.
  private static final long LEASE = 0x677269647365616cL;

  /// How long a commit that nobody told us of, in another process, stays without a place.
  private static final Duration POLL = Duration.ofMillis(50);

  /// How long events gather after others got their places. Under load most of them then go into
  /// their bundle at once, and none waits longer for its proof: that comes once a second.
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(200);

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(1);

  private static final Logger LOGGER = System.getLogger(Sequencer.class.getName());

  private final DataSource database;
  private final LogKey key;
  private final InstantSource time;
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch stop = new CountDownLatch(1);
  private @Nullable Thread thread;
  private volatile boolean healthy = true;

  /// @param database asked for one connection, which is kept; not in anybody's transaction
  public Sequencer(DataSource database, LogKey key, InstantSource time) {
    this.database = database;
    this.key = key;
    this.time = time;
  }

  /// Starts the thread; the database need not be there yet.
  ///
  /// @throws IllegalStateException on the second call
  public synchronized void start() {
    if (thread != null) {
      throw new IllegalStateException("a sequencer is started once");
    }
    thread = Thread.ofPlatform().name("sequencer").daemon().start(this::workUntilStopped);
  }

  /// Says that an event was committed. Returns at once; any thread may call it, any number of
  /// times.
  public void wake() {
    if (wake.availablePermits() == 0) {
      wake.release();
    }
  }

  /// Whether events get their places: false while the database is away or its log contradicts
  /// itself. Waiting for another process that holds the lease is healthy.
  public boolean isHealthy() {
    return healthy;
  }

  /// Ends the thread after it has placed and signed what is committed, and returns when it is gone.
  @Override
  public synchronized void close() {
    stop.countDown();
    wake.release();
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void workUntilStopped() {
    // Once at least: who starts and stops us at once still wants committed events to be placed.
    do {
      try (Connection connection = database.getConnection()) {
        workOn(connection);
      } catch (SQLException | RuntimeException e) {
        report(e);
        pause(BETWEEN_ATTEMPTS);
      }
    } while (!isStopping());
  }

  private void workOn(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try {
      if (awaitLease(connection)) {
        sequence(connection);
      }
    } catch (SQLException | RuntimeException e) {
      releaseAfter(e, connection);
      throw e;
    }
    release(connection);
  }

  /// @return false if we were stopped first
  private boolean awaitLease(Connection connection) throws SQLException {
    while (!holds(connection, "SELECT pg_try_advisory_lock(?)")) {
      if (isStopping()) {
        return false;
      }
      reportWorking();
      pause(BETWEEN_ATTEMPTS);
    }
    return true;
  }

  private void sequence(Connection connection) throws SQLException {
    var sequencing = new Sequencing(connection, key, time);
    reportWorking();
    int placed;
    do {
      placed = sequencing.integrate();
      sequencing.publishWhenDue();
      sequencing.vacuumWhenDue();
      if (placed < Sequencing.MAXIMUM_BATCH && !isStopping()) {
        gather(placed);
        pause(POLL);
      }
    } while (!isStopping() || placed > 0);
    sequencing.publish();
  }

  /// Gives the lease back before the connection returns to its pool, where it would live on.
  private static void release(Connection connection) throws SQLException {
    connection.rollback();
    holds(connection, "SELECT pg_advisory_unlock(?)");
    connection.setAutoCommit(true);
  }

  /// A dead connection has no lease to give back, and its second failure says less than the first.
  private static void releaseAfter(Exception failure, Connection connection) {
    try {
      release(connection);
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean holds(Connection connection, String question) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question)) {
      statement.setLong(1, LEASE);
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        boolean yes = answer.getBoolean(1);
        connection.commit();
        return yes;
      }
    }
  }

  /// Lets events gather, unless there were none.
  private void gather(int placed) {
    try {
      if (placed > 0) {
        boolean _ = stop.await(BETWEEN_BATCHES.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      // Nobody but close() ends this thread, and that works without an interrupt.
    }
  }

  private boolean isStopping() {
    return stop.getCount() == 0;
  }

  private void pause(Duration limit) {
    try {
      if (wake.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      // Nobody but close() ends this thread, and that works without an interrupt.
    }
  }

  /// One line when trouble starts, and one when it is over.
  private void report(Exception trouble) {
    if (healthy && !isStopping()) {
      LOGGER.log(Level.ERROR, "sequencing stopped, trying again until it works", trouble);
    }
    healthy = false;
  }

  private void reportWorking() {
    if (!healthy) {
      LOGGER.log(Level.INFO, "sequencing works again");
    }
    healthy = true;
  }
}
