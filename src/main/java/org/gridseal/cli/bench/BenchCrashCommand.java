package org.gridseal.cli.bench;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.gridseal.FastCryptography;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench crash`: kills the service under load, again and again, and looks what is left.
@Command(
    name = "crash",
    description = {
      "Kills the service (SIGKILL) while devices enroll, starts it again, and checks that nothing",
      "is lost, nothing is there twice, and the log verifies. Ends at the first violation."
    })
final class BenchCrashCommand implements Callable<Integer> {
  /// From the first answer on: some kills hit the first enrollments after a start, others a service
  /// at full speed.
  private static final int SHORTEST_MILLIS = 50;

  private static final int LONGEST_MILLIS = 2_000;

  /// Answered requests that are sent again after each restart.
  private static final int REPEATED = 20;

  @Option(
      names = "--rounds",
      defaultValue = "50",
      description = "How often it is killed (${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--connections",
      defaultValue = "32",
      description = "How many devices enroll at a time (${DEFAULT-VALUE}).")
  int connections;

  @Option(
      names = "--seed",
      description = "Of the moments of the kills, to repeat a run; printed when it is drawn.")
  @Nullable Long seed;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException {
    FastCryptography.install();
    long chosen = seed == null ? new Random().nextLong() : seed;
    print("seed %d".formatted(chosen));
    try (Testbed testbed = new Testbed()) {
      run(testbed, new Random(chosen));
      print("nothing was lost in %d rounds".formatted(rounds));
      return 0;
    }
  }

  private void run(Testbed testbed, Random random) throws SQLException {
    Fleet fleet = new Fleet(connections);
    testbed.service().start();
    try (Connection database = testbed.database()) {
      Register.fill(database, fleet.root(), connections);
    }
    Survival survival = new Survival(testbed);
    Listener listener = testbed.listeners().getFirst();
    try (EstClient client = new EstClient(listener, testbed.shown(), fleet)) {
      for (int round = 1; round <= rounds; round++) {
        round(round, testbed, client, fleet, survival, random);
      }
    }
  }

  private void round(
      int round, Testbed testbed, EstClient client, Fleet fleet, Survival survival, Random random)
      throws SQLException {
    CrashWork load = CrashWork.endless(fleet);
    CompletableFuture<Void> loading = client.begin(load, connections, Mode.KEPT_ALIVE);
    int moment = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
    load.awaitAnswer();
    pause(moment);
    testbed.service().kill();
    load.end();
    loading.join();
    load.demandNoRefusal();
    Duration start = testbed.service().start();
    long kept = survival.demand(load.answered());
    int retried = retry(load, client, fleet, survival, random);
    print(
        ("round %d: killed %,d ms after its first answer; %,d answered, %d open; back in %.1f s; %,d certificates,"
                + " %d requests retried, the log holds up")
            .formatted(
                round,
                moment,
                load.answered().size(),
                load.open().size(),
                start.toMillis() / 1e3,
                kept,
                retried));
  }

  /// Sends again what got no answer, twice, and some of what did: same key, same bytes.
  private int retry(CrashWork load, EstClient client, Fleet fleet, Survival survival, Random random)
      throws SQLException {
    List<CrashWork.Answered> before = new ArrayList<>(load.answered());
    Collections.shuffle(before, random);
    before = before.subList(0, Math.min(REPEATED, before.size()));
    demandSame(before, client, fleet);
    CrashWork again = CrashWork.of(fleet, load.open());
    client.begin(again, 1, Mode.FRESH).join();
    again.demandNoRefusal();
    if (!again.open().isEmpty()) {
      throw new FailedBenchException("a request is not answered after the restart");
    }
    demandSame(again.answered(), client, fleet);
    survival.demand(again.answered());
    return before.size() + again.answered().size();
  }

  private void demandSame(List<CrashWork.Answered> before, EstClient client, Fleet fleet) {
    CrashWork again =
        CrashWork.of(fleet, before.stream().map(CrashWork.Answered::request).toList());
    // One at a time, so that the answers come in the order of the requests.
    client.begin(again, 1, Mode.FRESH).join();
    if (!again.answered().equals(before)) {
      throw new FailedBenchException("a request that was retried got another certificate");
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedBenchException("interrupted", e);
    }
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
