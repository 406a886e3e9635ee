package org.gridseal.cli.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gridseal.cli.UpPorts;
import org.gridseal.cli.local.CannotStartException;
import org.gridseal.cli.local.Home;

/// `gridseal up` as a child process: the same program, another command.
final class UpChild implements AutoCloseable {
  /// The first start on a machine fetches and builds Keycloak.
  private static final Duration PATIENCE = Duration.ofMinutes(9);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final String WELCOME = "Gridseal is up.";

  private final Process process;
  private final Path output;

  private UpChild(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Returns when the service says that it is up; shows what it says until then.
  ///
  /// @throws CannotStartException if it does not come up
  static UpChild start(Path data, UpPorts ports) {
    System.out.println("the service is not up: starting it");
    try {
      // What up prints holds passwords: the file is readable by its owner alone.
      Path output = Files.createTempFile("gridseal-up-", ".log");
      Process process =
          new ProcessBuilder(command(data, ports))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      UpChild service = new UpChild(process, output);
      try {
        service.awaitWelcome();
        return service;
      } catch (RuntimeException | IOException e) {
        service.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the service cannot be started", e);
    }
  }

  private static List<String> command(Path data, UpPorts ports) {
    List<String> command = new ArrayList<>();
    File script = Home.path().resolve("gridseal").toFile();
    command.add(script.getPath());
    command.addAll(List.of("up", "--data", data.toString()));
    command.addAll(ports.asOptions());
    return command;
  }

  private void awaitWelcome() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int shown = 0;
    try {
      while (true) {
        List<String> lines = Files.readAllLines(output);
        shown = show(lines, shown);
        if (lines.stream().anyMatch(line -> line.equals(WELCOME))) {
          return;
        }
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new CannotStartException(
              "the service did not come up; its last words:\n" + lastWords(lines));
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("was told to stop while starting");
    }
  }

  private static String lastWords(List<String> lines) {
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  /// Shows progress, which begins with a lower-case letter, and leaves the log's lines in the log.
  private static int show(List<String> lines, int shown) {
    lines.stream()
        .skip(shown)
        .filter(line -> !line.isEmpty() && Character.isLowerCase(line.charAt(0)))
        .forEach(line -> System.out.println("  " + line));
    return lines.size();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      System.err.println("gridseal: could not delete " + output);
    }
  }
}
