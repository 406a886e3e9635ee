package org.gridseal.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.headend.HeadEndFixture.START;
import static org.gridseal.testing.RegisterRows.lfdi;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.SerialNumber;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.Courier.Receipt;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatchTest {
  private static final URI RECEIVER = URI.create("https://head-end.example/changes");
  private static final Receipt TAKEN = new Receipt.Taken(204);
  private static final Receipt BUSY = new Receipt.Refused(503, Optional.empty());

  private final HeadEndFixture utility = new HeadEndFixture();
  private final SiteId site = utility.rows.site("APPROVED");
  private Instant now = START;
  private final Receiver receiver = new Receiver();
  private final Webhooks webhooks = webhooks(utility.transactions);
  private final Dispatch dispatch = dispatch();

  private Webhooks webhooks(Transactions transactions) {
    return new Webhooks(
        utility.database.transactional(), transactions, utility.log, () -> now, UUID::randomUUID);
  }

  private Dispatch dispatch() {
    return new Dispatch(
        utility.database.application(), receiver, () -> now, UUID::randomUUID, () -> 0);
  }

  @Test
  void makesANewSecretOnceForEachThatItFollows() {
    Webhook webhook = webhooks.add(RECEIVER, Set.of(Kind.RENEWED), Actor.GRIDSEAL).orElseThrow();
    now = now.plusSeconds(60);

    Webhook rotated = webhooks.rotate(webhook.id(), 1, Actor.GRIDSEAL).orElseThrow();

    assertThat(rotated.secretGeneration()).isEqualTo(2);
    assertThat(rotated.secretSince()).isEqualTo(now);
    assertThat(rotated.secretGenerations(now)).containsExactly(2, 1);
    assertThat(webhooks.rotate(webhook.id(), 1, Actor.GRIDSEAL)).as("two at once").isEmpty();
    assertThat(webhooks.find(webhook.id())).contains(rotated);
  }

  @Test
  void sendsWhatComesAfterItWasAddedInItsOrder() {
    issue(1);
    UUID webhook = add();
    issue(2);
    issue(3);

    dispatch.sendToOne();

    assertThat(receiver.places).containsExactly(2L, 3L);
    assertThat(webhooks.find(webhook).orElseThrow().position()).isEqualTo(3);
    assertThat(dispatch.sendToOne()).isFalse();
  }

  @Test
  void triesTheSameAgainBeforeAnythingAfterIt() {
    UUID webhook = add();
    issue(1);
    issue(2);
    receiver.answers.addAll(List.of(BUSY, BUSY));

    dispatch.sendToOne();
    assertThat(dispatch.sendToOne()).isFalse();
    now = now.plusSeconds(5);
    dispatch.sendToOne();
    assertThat(webhooks.find(webhook).orElseThrow())
        .satisfies(
            waiting -> {
              assertThat(waiting.attempts()).isEqualTo(2);
              assertThat(waiting.lastOutcome()).contains("refused (503)");
              assertThat(waiting.nextAttemptAt()).isEqualTo(now.plusSeconds(10));
            });
    now = now.plusSeconds(10);
    dispatch.sendToOne();

    assertThat(receiver.places).containsExactly(1L, 1L, 1L, 2L);
    assertThat(webhooks.find(webhook).orElseThrow().attempts()).isZero();
  }

  @Test
  void givesUpAfterSeventyTwoHoursAndGoesOn() {
    UUID webhook = add();
    issue(1);
    issue(2);
    receiver.answers.addAll(List.of(BUSY, BUSY));
    dispatch.sendToOne();
    Instant first = now;

    now = now.plus(Duration.ofDays(3));
    dispatch.sendToOne();
    assertThat(webhooks.dead(webhook))
        .containsExactly(new Webhook.Dead(1, 2, first, now, "refused (503)"));
    dispatch.sendToOne();

    assertThat(receiver.places).containsExactly(1L, 1L, 2L);
  }

  @Test
  void tellsAgainFromACursorAndForgetsWhatItHadGivenUp() {
    UUID webhook = add();
    issue(1);
    issue(2);
    receiver.answers.addAll(List.of(BUSY, BUSY));
    dispatch.sendToOne();
    now = now.plus(Duration.ofDays(3));
    dispatch.sendToOne();
    dispatch.sendToOne();
    receiver.places.clear();

    assertThat(webhooks.replay(webhook, 0, Actor.GRIDSEAL)).isTrue();
    dispatch.sendToOne();

    assertThat(receiver.places).containsExactly(1L, 2L);
    assertThat(webhooks.dead(webhook)).isEmpty();
    assertThat(webhooks.replay(webhook, 3, Actor.GRIDSEAL)).isFalse();
  }

  @Test
  void sendsNothingToWhoIsGoneUntilAReplay() {
    UUID webhook = add();
    issue(1);
    receiver.answers.add(new Receipt.Gone());

    dispatch.sendToOne();
    now = now.plus(Duration.ofDays(1));
    assertThat(dispatch.sendToOne()).isFalse();
    assertThat(webhooks.find(webhook).orElseThrow().gone()).isTrue();
    webhooks.replay(webhook, 0, Actor.GRIDSEAL);
    dispatch.sendToOne();

    assertThat(receiver.places).containsExactly(1L, 1L);
  }

  @Test
  void passesOverTheKindsThatNobodyWants() {
    webhooks.add(RECEIVER, Set.of(Kind.RENEWED), Actor.GRIDSEAL);
    issue(1);

    assertThat(dispatch.sendToOne()).isTrue();
    assertThat(dispatch.sendToOne()).isFalse();

    assertThat(receiver.places).isEmpty();
  }

  @Test
  void sendsAgainWhatADeadReplicaMayHaveSent() {
    add();
    issue(1);
    var lost = new Deliveries(utility.database.application(), () -> 0, UUID::randomUUID);
    assertThat(lost.claim(now)).isPresent();

    assertThat(dispatch.sendToOne()).isFalse();
    now = now.plus(Deliveries.LEASE);
    dispatch.sendToOne();

    assertThat(receiver.places).containsExactly(1L);
  }

  @Test
  void believesNothingOfAReplicaThatLostItsLease() {
    UUID webhook = add();
    issue(1);
    issue(2);
    var slow = new Deliveries(utility.database.application(), () -> 0, UUID::randomUUID);
    Deliveries.Claim claim = slow.claim(now).orElseThrow();
    now = now.plus(Deliveries.LEASE);
    dispatch.sendToOne();

    slow.failed(claim, utility.all().getFirst(), "late", Optional.empty(), now);
    assertThat(slow.taken(claim, utility.all().getFirst(), "late", now)).isEmpty();

    assertThat(webhooks.find(webhook).orElseThrow())
        .satisfies(
            after -> {
              assertThat(after.position()).isEqualTo(2);
              assertThat(after.attempts()).isZero();
            });
  }

  @Test
  void sendsToOneReceiverFromOneReplicaAtATime() throws Exception {
    add();
    issue(1);
    receiver.door = new CountDownLatch(1);
    try (ExecutorService replica = Executors.newSingleThreadExecutor()) {
      Future<Boolean> sending = replica.submit(dispatch::sendToOne);
      receiver.arrived.await();

      assertThat(dispatch().sendToOne()).isFalse();

      receiver.door.countDown();
      assertThat(sending.get()).isTrue();
    }
    assertThat(receiver.places).containsExactly(1L);
  }

  @Test
  void countsAFaultOfOursAsAnAttempt() {
    UUID webhook = add();
    issue(1);
    receiver.fault = new IllegalStateException("fault");

    assertThat(dispatch.sendToOne()).isTrue();

    assertThat(webhooks.find(webhook).orElseThrow())
        .satisfies(
            waiting -> {
              assertThat(waiting.attempts()).isOne();
              assertThat(waiting.nextAttemptAt()).isEqualTo(now.plusSeconds(5));
              assertThat(waiting.lastOutcome()).contains("not sent: see what the service logged");
            });
    assertThat(dispatch.sendToOne()).isFalse();
    receiver.fault = null;
    now = now.plusSeconds(5);
    dispatch.sendToOne();
    assertThat(receiver.places).containsExactly(1L);
  }

  @Test
  void hasNoMoreThanSixtyFourWhoeverAdds() throws Exception {
    for (int number = 1; number < Webhooks.MAXIMUM; number++) {
      add();
    }
    var isAdded = new CountDownLatch(1);
    var mayCommit = new CountDownLatch(1);
    Webhooks slow = webhooks(new Slow(isAdded, mayCommit));

    try (ExecutorService replicas = Executors.newFixedThreadPool(2)) {
      Future<Optional<Webhook>> first = replicas.submit(() -> add(slow));
      isAdded.await();
      Future<Optional<Webhook>> second = replicas.submit(() -> add(webhooks));
      assertThatThrownBy(() -> second.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      mayCommit.countDown();

      assertThat(first.get()).isPresent();
      assertThat(second.get()).isEmpty();
    }
    assertThat(webhooks.all()).hasSize(Webhooks.MAXIMUM);
  }

  @Test
  void recordsWhoAddsAndRemoves() {
    UUID webhook = add();

    assertThat(webhooks.remove(webhook, Actor.GRIDSEAL)).isTrue();
    assertThat(webhooks.remove(webhook, Actor.GRIDSEAL)).isFalse();

    assertThat(webhooks.all()).isEmpty();
    utility.place();
    assertThat(new org.gridseal.audit.PlacedEvents(utility.database.application()).from(0))
        .map(event -> event.event().getClass().getSimpleName())
        .containsExactly("WebhookAdded", "WebhookRemoved");
  }

  private UUID add() {
    return add(webhooks).map(Webhook::id).orElseThrow();
  }

  private static Optional<Webhook> add(Webhooks replica) {
    return replica.add(RECEIVER, EnumSet.allOf(Kind.class), Actor.GRIDSEAL);
  }

  private void issue(int number) {
    SerialNumber _ = utility.issue(site, utility.rows.device(site), lfdi(number), START);
    utility.tell(START);
  }

  /// Does all of the work, and waits before it commits.
  private final class Slow implements Transactions {
    private final CountDownLatch isDone;
    private final CountDownLatch mayCommit;

    Slow(CountDownLatch isDone, CountDownLatch mayCommit) {
      this.isDone = isDone;
      this.mayCommit = mayCommit;
    }

    @Override
    public <T> T durably(Supplier<T> work) {
      return utility.inTransaction(
          () -> {
            T done = work.get();
            isDone.countDown();
            mayCommit.await();
            return done;
          });
    }
  }

  /// Answers what it was told to, then takes everything.
  private static final class Receiver implements Courier {
    final List<Long> places = new ArrayList<>();
    final Deque<Receipt> answers = new ArrayDeque<>();
    final CountDownLatch arrived = new CountDownLatch(1);
    volatile CountDownLatch door = new CountDownLatch(0);
    @Nullable RuntimeException fault;

    @Override
    public Receipt deliver(Webhook to, Change change) {
      arrived.countDown();
      if (fault != null) {
        throw fault;
      }
      try {
        door.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      places.add(change.place());
      return answers.isEmpty() ? TAKEN : answers.poll();
    }

    @Override
    public Receipt test(Webhook to) {
      throw new UnsupportedOperationException();
    }
  }
}
