package org.gridseal.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.gridseal.cli.local.Answers;
import org.gridseal.cli.local.CannotStartException;
import org.jspecify.annotations.Nullable;

/// The service alone as a child process, started by the front door with the JVM options of
/// production, to be ended gently or not, and started again.
final class ServiceProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

  private final ProcessBuilder command;
  private final Path output;
  private final URI ready;
  private final Path roots;
  private @Nullable Process process;

  /// @param ready answers 200 when devices are served
  /// @param roots PEM of the CA above that address
  ServiceProcess(
      Path frontDoor, Map<String, String> environment, Path output, URI ready, Path roots) {
    this.command =
        new ProcessBuilder(List.of(frontDoor.toString(), "serve"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    command.environment().putAll(environment);
    this.output = output;
    this.ready = ready;
    this.roots = roots;
  }

  /// Sets variables for its next start.
  void set(Map<String, String> variables) {
    command.environment().putAll(variables);
  }

  /// Starts it and returns when it serves devices.
  ///
  /// @return how long that took, from the start of the process to the first answer
  Duration start() {
    long begin = System.nanoTime();
    try (Answers answers = new Answers(roots)) {
      process = command.start();
      while (!answers.ok(ready)) {
        if (!process.isAlive() || System.nanoTime() - begin > START_PATIENCE.toNanos()) {
          throw new CannotStartException("the service did not start; it wrote " + output);
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
      return Duration.ofNanos(System.nanoTime() - begin);
    } catch (IOException e) {
      throw new CannotStartException("the service cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CannotStartException("was told to stop while starting", e);
    }
  }

  /// SIGKILL; returns when it is gone.
  void kill() {
    running().destroyForcibly().onExit().join();
  }

  ProcessHandle handle() {
    return running().toHandle();
  }

  /// SIGTERM, and SIGKILL to one that does not care; returns when it is gone.
  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      process
          .onExit()
          .completeOnTimeout(process, STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .join();
      process.destroyForcibly().onExit().join();
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("the service was not started");
    }
    return process;
  }
}
