package org.gridseal.cli.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of every measurement: how many devices, and for how long.
final class Times {
  @Option(
      names = "--devices",
      defaultValue = "12000",
      description = "How many there are; fresh connections take turns (${DEFAULT-VALUE}).")
  private int devices;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description = "How long each row is measured (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "60",
      description = "Seconds of the same load before the clock starts (${DEFAULT-VALUE}).")
  private int warmUp;

  int devices() {
    return devices;
  }

  /// @throws FailedBenchException if there are fewer devices than connections that need one each
  Load load(Mode mode, Listener listener, int connections, @Nullable Double rate) {
    if (connections < 1 || connections > devices) {
      throw new FailedBenchException(
          "%d connections need between 1 and --devices %,d".formatted(connections, devices));
    }
    return new Load(KeyPlace.FILE, mode, listener.name(), connections, rate, warmUp, seconds);
  }
}
