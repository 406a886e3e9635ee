package org.gridseal.cli.bench;

import org.jspecify.annotations.Nullable;

/// What is asked of the service in one measurement.
///
/// @param keys where the service has them
/// @param listener its name
/// @param arrivalsPerSecond of an open loop; null for a closed one, where each connection asks
///   again as soon as it has its answer
record Load(
    KeyPlace keys,
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

  /// The same of a service that has its keys elsewhere.
  Load with(KeyPlace others) {
    return new Load(others, mode, listener, connections, arrivalsPerSecond, warmUpSeconds, seconds);
  }

  /// Such as `48 connections`, `48 connections, 200/s` or `48 connections, softhsm`.
  String text() {
    String open = arrivalsPerSecond == null ? "" : ", %.0f/s".formatted(arrivalsPerSecond);
    String elsewhere = keys == KeyPlace.FILE ? "" : ", " + keys;
    return "%d connections%s%s".formatted(connections, open, elsewhere);
  }
}
