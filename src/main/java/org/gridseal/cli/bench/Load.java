package org.gridseal.cli.bench;

import org.jspecify.annotations.Nullable;

/// What is asked of the service in one measurement.
///
/// @param listener its name
/// @param arrivalsPerSecond of an open loop; null for a closed one, where each connection asks
///   again as soon as it has its answer
record Load(
    Mode mode,
    String listener,
    int connections,
    @Nullable Double arrivalsPerSecond,
    int warmUpSeconds,
    int seconds) {
  /// No machine that this has run on enrolled faster, so nobody waits for a request to be made.
  private static final int MOST_PER_SECOND = 2_500;

  /// Requests to make before the clock runs.
  int requests() {
    double perSecond = arrivalsPerSecond == null ? MOST_PER_SECOND : arrivalsPerSecond;
    return (int) Math.ceil((warmUpSeconds + seconds + 1) * perSecond) + connections;
  }

  Arrivals arrivals() {
    return arrivalsPerSecond == null
        ? Arrivals.atOnce(System::nanoTime)
        : Arrivals.atRate(System.nanoTime(), arrivalsPerSecond);
  }

  /// Such as `48 connections` or `48 connections, 200/s`.
  String text() {
    String open = arrivalsPerSecond == null ? "" : ", %.0f/s".formatted(arrivalsPerSecond);
    return "%d connections%s".formatted(connections, open);
  }
}
