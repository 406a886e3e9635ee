package org.gridseal.cli.bench;

import java.time.Duration;
import java.util.stream.LongStream;

/// Rows with round figures.
final class Rows {
  private Rows() {}

  /// 1,000 enrollments in 10 s that took 1 to 1,000 ms, 0.8 and 0.2 ms of processor each.
  static Row row(Mode mode, String listener, int connections) {
    return row(mode, listener, connections, KeyPlace.FILE);
  }

  static Row row(Mode mode, String listener, int connections, KeyPlace keys) {
    Load load = new Load(keys, mode, listener, connections, null, 15, 10);
    return new Row(
        load,
        1000,
        10,
        20,
        Double.NaN,
        Row.Latency.of(new Percentiles(LongStream.rangeClosed(1, 1000).map(n -> n * 1_000_000))),
        Row.Cost.of(
            new Footprint(Duration.ofMillis(800), Duration.ofMillis(200), Duration.ofMillis(100)),
            1000,
            0.25),
        new Row.Room(new Resident(300_000_000L, 30L), new Resident(310_000_000L, 31L), 1_250),
        Targets.of(load));
  }
}
