package org.gridseal.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Enrollments that a service is killed under: whatever was answered is remembered word for word,
/// and whatever was not is known to be open.
final class CrashWork implements Work {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int LATER = 503;

  private final Fleet fleet;
  private final Deque<Fleet.Request> first;
  private final List<Answered> answered = new ArrayList<>();
  private final List<Fleet.Request> open = new ArrayList<>();
  private final boolean onlyOnce;
  private final CountDownLatch anyAnswer = new CountDownLatch(1);
  private Optional<String> failure = Optional.empty();
  private volatile boolean ended;

  private CrashWork(Fleet fleet, List<Fleet.Request> first, boolean onlyOnce) {
    this.fleet = fleet;
    this.first = new ArrayDeque<>(first);
    this.onlyOnce = onlyOnce;
  }

  /// New requests without end, until somebody ends it.
  static CrashWork endless(Fleet fleet) {
    return new CrashWork(fleet, List.of(), false);
  }

  /// Each of these once.
  static CrashWork of(Fleet fleet, List<Fleet.Request> requests) {
    return new CrashWork(fleet, requests, true);
  }

  /// Hands out nothing more from now on. Any thread may call it.
  void end() {
    ended = true;
  }

  /// Returns when there has been an answer, of whatever kind.
  void awaitAnswer() {
    try {
      if (!anyAnswer.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new FailedBenchException("the service answers nothing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    }
  }

  @Override
  public Optional<Turn> next(int lane) {
    if (ended) {
      return Optional.empty();
    }
    return Optional.ofNullable(onlyOnce ? first.poll() : fleet.request(lane)).map(Turn::now);
  }

  @Override
  public void answered(Fleet.Request request, int status, byte[] body, long nanos) {
    anyAnswer.countDown();
    if (status == OK) {
      answered.add(new Answered(request, new String(body, US_ASCII)));
    } else {
      open.add(request);
      // A service that loses its footing may say so; it may not say no.
      failure = status == LATER ? failure : failure.or(() -> Optional.of(refusal(status, body)));
    }
  }

  private static String refusal(int status, byte[] body) {
    return "a registered device was answered with %d: %s"
        .formatted(status, new String(body, US_ASCII).strip());
  }

  @Override
  public void lost(Fleet.Request request, Throwable why) {
    open.add(request);
  }

  /// What was answered with a certificate, oldest first. Read it when the client is done.
  List<Answered> answered() {
    return List.copyOf(answered);
  }

  /// What was sent and not answered with a certificate.
  List<Fleet.Request> open() {
    return List.copyOf(open);
  }

  /// @throws FailedBenchException if an answer was neither a certificate nor "later"
  void demandNoRefusal() {
    failure.ifPresent(
        sentence -> {
          throw new FailedBenchException(sentence);
        });
  }

  /// @param body of the answer, as received
  record Answered(Fleet.Request request, String body) {
    byte[] certificate() {
      return AnswerCheck.encoded(body.getBytes(US_ASCII));
    }
  }
}
