package org.gridseal.cli.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;

/// Programs of the machine, run to their end.
final class Commands {
  private Commands() {}

  /// Runs a program and returns its exit code, or -1 when there is no such program.
  static int run(List<String> command) {
    return run(new ProcessBuilder(command).redirectErrorStream(true)).exitCode();
  }

  /// Runs a program with its output kept.
  static Result run(ProcessBuilder command) {
    try {
      Process process = command.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      return new Result(-1, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(-1, "interrupted");
    }
  }

  /// How a program ended.
  record Result(int exitCode, String output) {}
}
