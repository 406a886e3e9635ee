package org.gridseal.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/// Work that ends at a time or when there is nothing left, and remembers when each answer came and
/// how long it took. Everything but 200 is a failure of the whole measurement.
final class Measurement implements Work {
  /// One answer in so many is kept, to be checked when the clock has stopped.
  private static final int SAMPLE = 50;

  private static final int OK = 200;

  private final IntFunction<Iterator<Fleet.Request>> lanes;
  private final Arrivals arrivals;
  private final List<Answer> answers = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private Optional<String> failure = Optional.empty();
  private volatile boolean ended;

  /// @param lanes what each connection has to send
  /// @param arrivals when
  Measurement(IntFunction<Iterator<Fleet.Request>> lanes, Arrivals arrivals) {
    this.lanes = lanes;
    this.arrivals = arrivals;
  }

  /// Hands out nothing more from now on. Any thread may call it.
  void end() {
    ended = true;
  }

  @Override
  public Optional<Turn> next(int lane) {
    Iterator<Fleet.Request> requests = lanes.apply(lane);
    return !ended && requests.hasNext()
        ? Optional.of(new Turn(requests.next(), arrivals.next()))
        : Optional.empty();
  }

  @Override
  public void answered(Fleet.Request request, int status, byte[] body, long nanos) {
    if (status != OK) {
      fail("an enrollment was answered with %d".formatted(status));
      return;
    }
    if (answers.size() % SAMPLE == 0) {
      samples.add(new Sample(request, new String(body, US_ASCII)));
    }
    answers.add(new Answer(System.nanoTime(), nanos));
  }

  @Override
  public void lost(Fleet.Request request, Throwable why) {
    fail("an enrollment was not answered: " + why);
  }

  private void fail(String sentence) {
    failure = failure.or(() -> Optional.of(sentence));
    end();
  }

  /// Checks the sample.
  ///
  /// @throws FailedBenchException if anything was not as it should be
  void demandSound(AnswerCheck check) {
    failure.ifPresent(
        sentence -> {
          throw new FailedBenchException(sentence);
        });
    samples.forEach(sample -> check.demand(sample.request(), sample.body().getBytes(US_ASCII)));
  }

  /// What came back within a span of [System#nanoTime].
  Percentiles between(long from, long to) {
    return new Percentiles(
        answers.stream()
            .filter(answer -> answer.at() - from >= 0 && to - answer.at() > 0)
            .mapToLong(Answer::nanos));
  }

  int sampled() {
    return samples.size();
  }

  private record Answer(long at, long nanos) {}

  private record Sample(Fleet.Request request, String body) {}
}
