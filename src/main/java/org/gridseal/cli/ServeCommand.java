package org.gridseal.cli;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridseal.FastCryptography;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// The service by itself, as it runs in production: everything it needs is given by configuration.
@Command(
    name = "serve",
    description =
        "Runs the service alone; database, identity provider and keys are given by configuration.")
final class ServeCommand implements Callable<Integer> {
  /// Returns when the service has stopped.
  ///
  /// @return Quarkus's exit code, 1 when it could not start
  @Override
  public Integer call() {
    return runService();
  }

  static int runService() {
    FastCryptography.install();
    AtomicInteger exit = new AtomicInteger();
    // Our own consumer, because the default one calls System.exit and nothing would be left to stop
    // what stands around the service.
    Quarkus.run(
        null,
        (code, failure) -> {
          explain(failure);
          exit.set(failure == null ? code : 1);
        });
    return exit.get();
  }

  private static void explain(@Nullable Throwable failure) {
    if (failure != null) {
      System.err.println("gridseal: the service did not start");
      failure.printStackTrace();
    }
  }
}
