package org.gridseal.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.gridseal.cli.local.Started;

/// Keeps the order of an end by Ctrl-C or SIGTERM: first the service, which still needs its
/// database, then what was started for it; and the process lives until both are done.
final class UntilStopped implements AutoCloseable {
  /// Longer than `quarkus.shutdown.timeout`.
  private static final Duration SERVICE_PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch serviceStopped = new CountDownLatch(1);
  private volatile boolean serving;

  UntilStopped(Started started) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop-neighbours"));
  }

  /// Runs the service, which ends by itself at a signal.
  int during(IntSupplier service) {
    serving = true;
    try {
      return service.getAsInt();
    } finally {
      serviceStopped.countDown();
    }
  }

  @Override
  public void close() {
    serviceStopped.countDown();
  }

  private void stop(Started started) {
    try {
      if (serving && !serviceStopped.await(SERVICE_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("gridseal: the service does not stop; stopping the rest");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    started.close();
  }
}
