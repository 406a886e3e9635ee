package org.gridseal.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gridseal.FastCryptography;
import org.gridseal.cli.local.Home;
import org.gridseal.cli.wan.Conditions;
import org.gridseal.cli.wan.Line;
import org.gridseal.cli.wan.UnsupportedLineException;
import org.gridseal.cost.Wan;
import org.gridseal.cost.WanBook;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench session`: whether the cost model tells the truth.
@Command(
    name = "session",
    description = {
      "Lets a device ask the listeners over each WAN of policies/wan.yaml: a network namespace and a",
      "line with that delay, loss, rate and packet size. Counts packets and bytes, and prints the",
      "model of 'gridseal cost' against the measurement. Needs Linux and root; says so otherwise."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the model is within 5 %% in bytes and 15 %% in time, or this machine cannot measure",
      "1:it is not, or the measurement failed"
    })
final class BenchSessionCommand implements Callable<Integer> {
  /// Most of a measurement is waiting; more at once would compete for the processors.
  private static final int AT_ONCE = 3;

  @Option(
      names = "--wan",
      split = ",",
      description = "Names of WANs, separated by commas (all of the file).")
  List<String> names = List.of();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      description = "Of each kind of session; medians are compared (${DEFAULT-VALUE}).")
  int rounds;

  @Mixin private final ReportOutput output = new ReportOutput();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    FastCryptography.install();
    try {
      tryALine();
    } catch (UnsupportedLineException e) {
      spec.commandLine().getErr().println("gridseal: nothing was measured: " + e.getMessage());
      return 0;
    }
    try (Testbed testbed = new Testbed()) {
      SessionReport report = measured(testbed);
      output.print(report);
      return report.holds() ? 0 : 1;
    } catch (FailedBenchException | IllegalArgumentException e) {
      spec.commandLine().getErr().println("gridseal: " + e.getMessage());
      return 1;
    }
  }

  private static void tryALine() {
    Line.open(0, new Conditions(Duration.ZERO, 0, 1_000_000, 1_000_000, 1500), 0).close();
  }

  private SessionReport measured(Testbed testbed) throws IOException {
    List<Wan> wans = wans();
    testbed.service().start();
    var measurement = new SessionMeasurement(testbed, new Fleet(1), rounds);
    output.say("warming up");
    measurement.warmUp();
    List<SessionRow> rows = rows(measurement, wans);
    return new SessionReport(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Machine.commit(Home.path()),
        "./gridseal " + String.join(" ", spec.root().commandLine().getParseResult().originalArgs()),
        Machine.inWords(),
        measurement.shown(),
        measurement.own(),
        rows);
  }

  private List<Wan> wans() throws IOException {
    WanBook book =
        WanBook.parse(Files.readAllBytes(Home.path().resolve(Path.of("policies", "wan.yaml"))));
    return names.isEmpty() ? book.wans() : names.stream().map(book::wan).toList();
  }

  /// In the order of the file; the slowest begin first, so that no one waits for them at the end.
  private List<SessionRow> rows(SessionMeasurement measurement, List<Wan> wans) {
    List<Integer> order =
        IntStream.range(0, wans.size())
            .boxed()
            .sorted(Comparator.comparing((Integer index) -> wans.get(index).roundTrip()).reversed())
            .toList();
    Map<Integer, Future<List<SessionRow>>> running = new TreeMap<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int index : order) {
        Wan wan = wans.get(index);
        running.put(
            index,
            threads.submit(
                () -> {
                  output.say("measuring " + wan.name());
                  return measurement.measure(index + 1, wan);
                }));
      }
    }
    return running.values().stream().flatMap(it -> result(it).stream()).toList();
  }

  private static List<SessionRow> result(Future<List<SessionRow>> running) {
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FailedBenchException failed) {
        throw failed;
      }
      throw new FailedBenchException("a line failed", e);
    }
  }
}
