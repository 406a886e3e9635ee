package org.gridseal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What a process and everything below it uses, as `/proc` tells (proc(5)).
final class ProcessTree {
  /// `sysconf(_SC_CLK_TCK)`, which is 100 on every Linux that Java runs on.
  private static final long TICKS_PER_SECOND = 100;

  /// In `/proc/PID/stat` after the name, counted from 0: utime, stime, cutime, cstime.
  private static final int FIRST_TIME = 11;

  private static final int TIMES = 4;

  private ProcessTree() {}

  /// User and system time of the process, of those below it, and of those below it that have ended
  /// and were waited for. Where there is no `/proc`, of those that live.
  static Duration processorTime(ProcessHandle root) {
    // Those below first: one that ends in between is in its parent's sum a moment later.
    return Stream.concat(root.descendants(), Stream.of(root))
        .map(ProcessTree::used)
        .reduce(Duration.ZERO, Duration::plus);
  }

  /// Resident memory of one process in bytes; empty where there is no `/proc`.
  static OptionalLong residentBytes(ProcessHandle process) {
    OptionalLong kibibytes = status(process, "VmRSS:");
    return kibibytes.isEmpty() ? kibibytes : OptionalLong.of(kibibytes.getAsLong() * 1024);
  }

  /// Threads of one process; empty where there is no `/proc`.
  static OptionalLong threads(ProcessHandle process) {
    return status(process, "Threads:");
  }

  /// Reads a line of `/proc/PID/stat`, whose second field is a name in parentheses that may hold
  /// anything, parentheses and spaces too.
  static Duration parse(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = 0;
    for (int field = FIRST_TIME; field < FIRST_TIME + TIMES; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }

  private static Duration used(ProcessHandle process) {
    try {
      return parse(Files.readString(file(process, "stat")));
    } catch (IOException e) {
      return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }
  }

  private static OptionalLong status(ProcessHandle process, String name) {
    try (Stream<String> lines = Files.lines(file(process, "status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static Path file(ProcessHandle process, String name) {
    return Path.of("/proc", Long.toString(process.pid()), name);
  }
}
