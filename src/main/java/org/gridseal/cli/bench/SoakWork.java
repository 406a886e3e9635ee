package org.gridseal.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A number of enrollments, each for a new key that is made when its turn comes, and a count of
/// those that were answered. Ends at the first that was not.
final class SoakWork implements Work {
  private static final int OK = 200;

  private final Fleet fleet;
  private final long enrollments;
  private final AtomicLong answered = new AtomicLong();
  private long sent;
  private volatile Optional<String> failure = Optional.empty();
  private volatile boolean ended;

  SoakWork(Fleet fleet, long enrollments) {
    this.fleet = fleet;
    this.enrollments = enrollments;
  }

  /// Hands out nothing more from now on. Any thread may call it.
  void end() {
    ended = true;
  }

  /// Any thread may ask.
  long answered() {
    return answered.get();
  }

  /// @throws FailedBenchException if an enrollment failed before the end
  void demandSound() {
    failure.ifPresent(
        sentence -> {
          throw new FailedBenchException(sentence);
        });
  }

  @Override
  public Optional<Turn> next(int lane) {
    if (ended || failure.isPresent() || sent == enrollments) {
      return Optional.empty();
    }
    sent++;
    return Optional.of(Turn.now(fleet.request(lane)));
  }

  @Override
  public void answered(Fleet.Request request, int status, byte[] body, long nanos) {
    if (status == OK) {
      answered.incrementAndGet();
    } else {
      fail(
          "an enrollment was answered with %d: %s"
              .formatted(status, new String(body, US_ASCII).strip()));
    }
  }

  @Override
  public void lost(Fleet.Request request, Throwable why) {
    fail("an enrollment was not answered: " + why);
  }

  private void fail(String sentence) {
    // What is lost after the end was stopped, not broken.
    if (!ended && failure.isEmpty()) {
      failure = Optional.of(sentence);
    }
  }
}
