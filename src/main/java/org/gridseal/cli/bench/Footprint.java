package org.gridseal.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Processor time that each side has used up to a moment.
record Footprint(Duration service, Duration postgres, Duration client) {
  static Footprint of(Testbed testbed) {
    ProcessHandle postmaster = testbed.postgres();
    Duration postgres =
        Stream.concat(Stream.of(postmaster), postmaster.children())
            .map(Footprint::used)
            .reduce(Duration.ZERO, Duration::plus);
    return new Footprint(used(testbed.service().handle()), postgres, used(ProcessHandle.current()));
  }

  Footprint since(Footprint earlier) {
    return new Footprint(
        service.minus(earlier.service),
        postgres.minus(earlier.postgres),
        client.minus(earlier.client));
  }

  /// Resident memory in bytes; empty where there is no `/proc`.
  static OptionalLong residentBytes(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Duration used(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
