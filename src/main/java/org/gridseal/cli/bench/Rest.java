package org.gridseal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a process holds when nothing happens (proc_pid_status(5), proc_pid_fd(5)).
///
/// @param residentMegabytes told, and not compared: a JVM gives memory back late or never
record Rest(int threads, int files, long residentMegabytes) {
  static Rest of(ProcessHandle process) throws IOException {
    Path folder = Path.of("/proc", Long.toString(process.pid()));
    try (Stream<Path> files = Files.list(folder.resolve("fd"))) {
      return new Rest(
          (int) value(folder, "Threads:"), (int) files.count(), value(folder, "VmRSS:") >> 10);
    }
  }

  private static long value(Path folder, String name) throws IOException {
    return Files.readAllLines(folder.resolve("status")).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  /// Whether hardly more is held than before.
  boolean isNear(Rest before, int slack) {
    return threads <= before.threads + slack && files <= before.files + slack;
  }

  @Override
  public String toString() {
    return "%d threads, %d open files, %d MB resident".formatted(threads, files, residentMegabytes);
  }
}
