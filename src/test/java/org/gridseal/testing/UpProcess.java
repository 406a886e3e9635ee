package org.gridseal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The process of `./gridseal up`, which may be ended and started again.
final class UpProcess {
  /// The first start on a machine fetches and builds Keycloak.
  private static final Duration START_PATIENCE = Duration.ofMinutes(10);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final ProcessBuilder command;
  private final Path output;
  private @Nullable Process process;

  UpProcess(ProcessBuilder command, Path output) {
    this.command = command;
    this.output = output;
  }

  /// Starts it when it is not running, and returns when it says that everything is up.
  synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    try {
      process = command.redirectOutput(output.toFile()).start();
      awaitWelcome(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  ProcessHandle process() {
    return running().toHandle();
  }

  /// SIGKILL.
  void kill() {
    running().destroyForcibly().onExit().join();
  }

  /// SIGTERM; returns the exit code.
  int terminate() {
    Process ending = running();
    ending.destroy();
    return ending
        .onExit()
        .orTimeout(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join()
        .exitValue();
  }

  /// Ends it if it runs.
  void end() {
    if (process != null && process.isAlive()) {
      terminate();
    }
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitWelcome(Process starting) throws InterruptedException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!output().contains("Gridseal is up.")) {
      if (!starting.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the town did not come up:\n" + output());
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  private Process running() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException("the town is not up");
    }
    return process;
  }
}
