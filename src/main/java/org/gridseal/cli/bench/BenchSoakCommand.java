package org.gridseal.cli.bench;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.gridseal.FastCryptography;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench soak`: whether memory and threads stay flat through a great many enrollments.
@Command(
    name = "soak",
    description = {
      "Enrolls over kept-alive connections for as long as it takes, and prints memory and threads",
      "of the service every now and then. Ctrl-C ends it with the summary of what was seen."
    })
final class BenchSoakCommand implements Callable<Integer> {
  @Option(
      names = "--enrollments",
      defaultValue = "1000000",
      description = "How many (${DEFAULT-VALUE}).")
  long enrollments;

  @Option(
      names = "--connections",
      defaultValue = "48",
      description = "How many are open at a time (${DEFAULT-VALUE}).")
  int connections;

  @Option(
      names = "--every",
      defaultValue = "30",
      description = "Seconds between two looks at the service (${DEFAULT-VALUE}).")
  int every;

  @Spec private CommandSpec spec;

  private final SoakLog log = new SoakLog();
  private volatile boolean stopped;

  @Override
  public Integer call() throws SQLException {
    FastCryptography.install();
    try (Testbed testbed = new Testbed()) {
      Stage stage = Stage.set(testbed, connections);
      stage.restart();
      SoakWork work = new SoakWork(stage.fleet(), enrollments);
      Thread interrupted = new Thread(() -> stop(work), "summarize-soak");
      Runtime.getRuntime().addShutdownHook(interrupted);
      watch(stage, work);
      Runtime.getRuntime().removeShutdownHook(interrupted);
      work.demandSound();
      print(log.summary());
      return 0;
    } catch (IllegalStateException e) {
      // At a signal everything ends at once, in no order; what breaks by that is no news.
      if (stopped) {
        return 1;
      }
      throw e;
    }
  }

  private void stop(SoakWork work) {
    stopped = true;
    work.end();
    print("stopped: " + log.summary());
  }

  private void watch(Stage stage, SoakWork work) {
    Testbed testbed = stage.testbed();
    Listener listener = testbed.listeners().getFirst();
    long begin = System.nanoTime();
    try (EstClient client = new EstClient(listener, testbed.shown(), stage.fleet())) {
      CompletableFuture<Void> load = client.begin(work, connections, Mode.KEPT_ALIVE);
      boolean goesOn = true;
      while (goesOn) {
        goesOn = !endsWithin(load, every);
        Duration after = Duration.ofNanos(System.nanoTime() - begin);
        var look = new SoakLog.Look(after, work.answered(), Resident.of(testbed));
        log.add(look);
        print(look.text());
      }
    }
  }

  private static boolean endsWithin(CompletableFuture<Void> load, int seconds) {
    try {
      load.get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the client failed", e);
    }
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
