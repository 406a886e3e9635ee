package org.gridseal.cli.bench;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridseal.FastCryptography;
import org.gridseal.cli.local.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench enroll`: enrollments a second, what each costs, and on what machine.
@Command(
    name = "enroll",
    description = {
      "Enrolls devices as fast as it can and prints how fast that was.",
      "Client, service and PostgreSQL share this machine; the service is warmed up first."
    })
final class BenchEnrollCommand implements Callable<Integer> {
  /// Keys that each device brings when connections are kept alive, for each device there is.
  private static final int KEYS_PER_DEVICE = 5;

  @Option(
      names = "--devices",
      defaultValue = "12000",
      description = "How many there are; each enrolls once over fresh TLS (${DEFAULT-VALUE}).")
  int devices;

  @Option(
      names = "--connections",
      defaultValue = "48",
      description = "How many are open at a time (${DEFAULT-VALUE}).")
  int connections;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description = "How long each mode is measured (${DEFAULT-VALUE}).")
  int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "15",
      description = "Seconds of the same load before the clock starts (${DEFAULT-VALUE}).")
  int warmUp;

  @Option(
      names = "--mode",
      defaultValue = "both",
      description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  Mode mode;

  @Spec private CommandSpec spec;

  /// How connections are used.
  enum Mode {
    /// A full handshake for each enrollment.
    fresh,
    /// Connections stay, each device asks again and again, with a new key each time.
    kept_alive,
    both;

    @Override
    public String toString() {
      return name().replace('_', '-');
    }

    Stream<Mode> each() {
      return this == both ? Stream.of(fresh, kept_alive) : Stream.of(this);
    }
  }

  @Override
  public Integer call() throws SQLException {
    FastCryptography.install();
    printMachine();
    try (Testbed testbed = new Testbed()) {
      Fleet fleet = furnish(testbed);
      Duration start = testbed.service().start();
      print("start of the service alone: %.2f s".formatted(start.toMillis() / 1e3));
      try (EstClient client = new EstClient(testbed.devicePort(), testbed.shown(), fleet)) {
        mode.each().forEach(each -> measure(each, testbed, fleet, client));
      }
      return 0;
    } catch (FailedBenchException e) {
      spec.commandLine().getErr().println("gridseal: " + e.getMessage());
      return 1;
    }
  }

  private void printMachine() {
    Runtime runtime = Runtime.getRuntime();
    print(
        "%s, commit %s, %d cores, %s %s"
            .formatted(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Machine.commit(Home.path()),
                runtime.availableProcessors(),
                System.getProperty("java.vm.name"),
                Runtime.version()));
    Machine machine = Machine.measured();
    print(
        "P-256 on one core with %s: %,.0f signatures/s, %,.0f verifications/s"
            .formatted(machine.provider(), machine.signs(), machine.verifies()));
  }

  /// Makes the tables, by a first start of the service, and everything that shall not be measured.
  private Fleet furnish(Testbed testbed) throws SQLException {
    print("making %,d devices".formatted(devices));
    Fleet fleet = new Fleet(devices);
    testbed.service().start();
    try (Connection database = testbed.database()) {
      Register.fill(database, fleet.root(), devices);
    }
    testbed.service().close();
    return fleet;
  }

  private void measure(Mode each, Testbed testbed, Fleet fleet, EstClient client) {
    Measurement measurement = new Measurement(work(each, fleet));
    CompletableFuture<Void> load = client.begin(measurement, connections, each == Mode.kept_alive);
    await(load, warmUp);
    long from = System.nanoTime();
    Footprint before = Footprint.of(testbed);
    await(load, seconds);
    long to = System.nanoTime();
    Footprint used = Footprint.of(testbed).since(before);
    long resident = Footprint.residentBytes(testbed.service().handle()).orElse(0);
    measurement.end();
    load.join();
    measurement.demandSound(new AnswerCheck(testbed));
    report(each, measurement, from, to, used);
    print("    service memory: %,d MB resident".formatted(resident >> 20));
  }

  /// Waits so long, or until there is no more work.
  private static void await(CompletableFuture<Void> load, int seconds) {
    try {
      load.get(seconds, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // The load goes on, as it should.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the client failed", e);
    }
  }

  private IntFunction<Iterator<Fleet.Request>> work(Mode each, Fleet fleet) {
    if (each == Mode.fresh) {
      List<Fleet.Request> all = IntStream.range(0, devices).mapToObj(fleet::request).toList();
      Iterator<Fleet.Request> shared = all.iterator();
      return lane -> shared;
    }
    int keys = devices * KEYS_PER_DEVICE / connections;
    List<Iterator<Fleet.Request>> lanes =
        IntStream.range(0, connections)
            .mapToObj(
                lane ->
                    IntStream.range(0, keys)
                        .mapToObj(key -> fleet.request(lane))
                        .toList()
                        .iterator())
            .toList();
    return lanes::get;
  }

  private void report(Mode each, Measurement measurement, long from, long to, Footprint used) {
    Measurement.Latencies latencies = measurement.between(from, to);
    double span = (to - from) / 1e9;
    print(
        "%s: %,.0f enrollments/s (%,d in %.1f s, %d connections, after %d s of warm-up)"
            .formatted(
                each, latencies.count() / span, latencies.count(), span, connections, warmUp));
    print(
        "    latency: p50 %.1f ms, p99 %.1f ms"
            .formatted(latencies.millis(0.5), latencies.millis(0.99)));
    print(
        "    processor: service %.2f, PostgreSQL %.2f, client %.2f ms an enrollment"
            .formatted(
                perEnrollment(used.service(), latencies),
                perEnrollment(used.postgres(), latencies),
                perEnrollment(used.client(), latencies)));
    print(
        "    processor: service %.1f, PostgreSQL %.1f, client %.1f s in all"
            .formatted(
                used.service().toMillis() / 1e3,
                used.postgres().toMillis() / 1e3,
                used.client().toMillis() / 1e3));
    print("    answers checked in full: %d".formatted(measurement.sampled()));
  }

  private static double perEnrollment(Duration used, Measurement.Latencies latencies) {
    return used.toMillis() / (double) Math.max(1, latencies.count());
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
