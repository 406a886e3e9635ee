package org.gridseal.headend;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.gridseal.headend.Courier.Receipt;
import org.gridseal.headend.Deliveries.Claim;

/// Sends changes to those who want to be told: to each in their order, one at a time, until it took
/// them or 72 hours are over.
///
/// A few receivers are sent to at once, so one that keeps us waiting delays the others little.
public final class Dispatch implements AutoCloseable {
  /// Receivers that one replica sends to at once.
  static final int HANDS = 4;

  /// How long a change lies before it is sent.
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(5);

  private static final Logger LOGGER = System.getLogger(Dispatch.class.getName());

  private final Changes changes;
  private final Deliveries deliveries;
  private final Courier courier;
  private final InstantSource time;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicBoolean troubled = new AtomicBoolean();
  private final List<Thread> hands = new ArrayList<>();

  /// @param database asked outside of any transaction
  /// @param ids makes UUIDs
  /// @param chance from 0, inclusive, to 1, exclusive
  public Dispatch(
      DataSource database,
      Courier courier,
      InstantSource time,
      Supplier<UUID> ids,
      DoubleSupplier chance) {
    this.changes = new Changes(database);
    this.deliveries = new Deliveries(database, chance, ids);
    this.courier = courier;
    this.time = time;
  }

  /// Starts sending; the database need not be there yet.
  ///
  /// @throws IllegalStateException on the second call
  public synchronized void start() {
    if (!hands.isEmpty()) {
      throw new IllegalStateException("a dispatch is started once");
    }
    for (int hand = 1; hand <= HANDS; hand++) {
      hands.add(Thread.ofVirtual().name("webhooks-" + hand).start(this::workUntilStopped));
    }
  }

  /// Ends what is being sent, and returns when it has; what was taken meanwhile is remembered.
  @Override
  public synchronized void close() {
    stop.countDown();
    try {
      for (Thread hand : hands) {
        hand.join(Courier.PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void workUntilStopped() {
    Duration pause = Duration.ZERO;
    while (!isStoppedAfter(pause)) {
      try {
        pause = sendToOne() ? Duration.ZERO : POLL;
        reportWorking();
      } catch (RuntimeException e) {
        report(e);
        pause = BETWEEN_ATTEMPTS;
      }
    }
  }

  /// Sends to one receiver what is due, as long as it takes everything.
  ///
  /// @return false if nobody is waiting for anything
  boolean sendToOne() {
    Optional<Claim> claim = deliveries.claim(time.instant());
    boolean found = claim.isPresent();
    while (claim.isPresent() && stop.getCount() > 0) {
      claim = sendNext(claim.get());
    }
    return found;
  }

  /// @return the claim, if it can go on
  private Optional<Claim> sendNext(Claim claim) {
    Webhook to = claim.webhook();
    // Before the question: what comes after it is found the next time.
    long last = changes.last();
    List<Change> next = changes.after(to.position(), to.kinds(), 1);
    if (next.isEmpty()) {
      deliveries.passed(claim, Math.max(last, to.position()));
      return Optional.empty();
    }
    Change change = next.getFirst();
    Receipt receipt = delivered(to, change);
    return switch (receipt) {
      case Receipt.Taken(int _) -> deliveries.taken(claim, change, receipt.text(), time.instant());
      case Receipt.Refused(int _, Optional<Duration> retryAfter) ->
          failed(claim, change, receipt, retryAfter);
      case Receipt.Unreachable(String _) -> failed(claim, change, receipt, Optional.empty());
      case Receipt.Gone() -> {
        deliveries.gone(claim, receipt.text(), time.instant());
        yield Optional.empty();
      }
    };
  }

  /// A fault of ours is an attempt like any other, so that it ends after 72 hours and holds up no
  /// other receiver.
  private Receipt delivered(Webhook to, Change change) {
    try {
      return courier.deliver(to, change);
    } catch (RuntimeException e) {
      LOGGER.log(Level.ERROR, "a message could not be sent to the webhook " + to.id(), e);
      return new Receipt.Unreachable("not sent: see what the service logged");
    }
  }

  private Optional<Claim> failed(
      Claim claim, Change change, Receipt receipt, Optional<Duration> retryAfter) {
    deliveries.failed(claim, change, receipt.text(), retryAfter, time.instant());
    return Optional.empty();
  }

  private boolean isStoppedAfter(Duration pause) {
    try {
      return stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody but close() ends this thread, and that works without an interrupt.
      return false;
    }
  }

  /// One line when trouble starts, and one when it is over.
  private void report(RuntimeException trouble) {
    if (troubled.compareAndSet(false, true)) {
      LOGGER.log(Level.ERROR, "webhooks are not sent until this works", trouble);
    }
  }

  private void reportWorking() {
    if (troubled.compareAndSet(true, false)) {
      LOGGER.log(Level.INFO, "webhooks are sent again");
    }
  }
}
