package org.gridseal.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process that an earlier run started and wrote down, and that outlived it if that run was
/// killed.
///
/// A process id alone is reused, so the instant of the start is kept beside it: only a process that
/// has both is taken for the one that was written down.
///
/// @param pid the operating system's number
/// @param started when, as the operating system tells
record PastProcess(long pid, Instant started) {
  /// Linux tells starts relative to the boot, whose instant moves when the clock is set.
  private static final Duration CLOCK_MAY_MOVE = Duration.ofSeconds(5);

  static PastProcess of(ProcessHandle process) {
    return new PastProcess(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /// Reads what [#write] wrote; nothing when there is no such file, or it was cut short.
  static Optional<PastProcess> read(Path file) {
    return lines(file)
        .filter(lines -> lines.size() >= 2)
        .map(
            lines ->
                new PastProcess(
                    Long.parseLong(lines.get(0)),
                    Instant.ofEpochMilli(Long.parseLong(lines.get(1)))));
  }

  /// Reads PostgreSQL's own `postmaster.pid`: the process id in line 1, its start in seconds in
  /// line 3 (PostgreSQL, `src/include/utils/pidfile.h`).
  static Optional<PastProcess> ofPostmaster(Path file) {
    return lines(file)
        .filter(lines -> lines.size() >= 3)
        .map(
            lines ->
                new PastProcess(
                    Long.parseLong(lines.get(0).strip()),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()))));
  }

  void write(Path file) {
    try {
      Secrets.writePrivately(file, pid + "\n" + started.toEpochMilli());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The process, if it still runs.
  Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> process.info().startInstant().filter(this::isMyStart).isPresent());
  }

  /// Asks the process to end with a signal, waits, and returns whether it is gone.
  ///
  /// @param signal as `kill` names it, for example `TERM`
  boolean stop(String signal, Duration patience) {
    Optional<ProcessHandle> process = running();
    if (process.isEmpty()) {
      return true;
    }
    Commands.run(List.of("kill", "-" + signal, Long.toString(pid)));
    return hasEnded(process.get(), patience);
  }

  static boolean hasEnded(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isMyStart(Instant start) {
    return Duration.between(started, start).abs().compareTo(CLOCK_MAY_MOVE) <= 0;
  }

  private static Optional<List<String>> lines(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readAllLines(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
