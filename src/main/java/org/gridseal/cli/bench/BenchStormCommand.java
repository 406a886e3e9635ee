package org.gridseal.cli.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gridseal.FastCryptography;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench storm`: a whole fleet comes back from a power cut at once.
@Command(
    name = "storm",
    description = {
      "Lets a fleet enroll all at once, a third of it with broken requests, a tenth of it stalling,",
      "and checks that every good device has one certificate, nobody else has any, and the service",
      "comes to rest again. Ends with an error if not."
    })
final class BenchStormCommand implements Callable<Integer> {
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;

  /// Threads and files that may stay: the pool of connections to the database, when it is full, and
  /// libraries that were first opened under load.
  private static final int SLACK = 32;

  /// Longer than the slowest time limit of a listener.
  private static final int REST_MILLIS = 25_000;

  private static final String CERTIFIED =
      """
      SELECT count(*), count(DISTINCT device_id)
      FROM certificate JOIN issuance_intent USING (serial_number)
      """;

  @Option(
      names = "--devices",
      defaultValue = "2000",
      description = "How many come at once (${DEFAULT-VALUE}).")
  int devices;

  @Spec private CommandSpec spec;

  /// What a device does.
  private enum Conduct {
    GOOD,
    BROKEN,
    STALLING,
    SILENT;

    static Conduct of(int device) {
      if (device % 10 == 1) {
        return device % 20 == 1 ? STALLING : SILENT;
      }
      return device % 3 == 0 ? BROKEN : GOOD;
    }
  }

  @Override
  public Integer call() throws SQLException, InterruptedException, IOException {
    FastCryptography.install();
    try (Testbed testbed = new Testbed()) {
      run(testbed);
      return 0;
    }
  }

  private void run(Testbed testbed) throws SQLException, InterruptedException, IOException {
    print("making %,d devices".formatted(devices));
    Fleet fleet = new Fleet(devices);
    testbed.service().start();
    try (Connection database = testbed.database()) {
      Register.fill(database, fleet.root(), devices);
    }
    Rest before = Rest.of(testbed.service().handle());
    print("before: " + before);
    long begin = System.nanoTime();
    int good = storm(testbed, fleet);
    print("over after %.1f s".formatted((System.nanoTime() - begin) / 1e9));
    demandCertificates(testbed, good);
    Thread.sleep(REST_MILLIS);
    Rest after = Rest.of(testbed.service().handle());
    print("after: " + after);
    if (!after.isNear(before, SLACK)) {
      throw new FailedBenchException("the service did not come to rest: " + after);
    }
    print("every good device has its certificate: %,d of %,d".formatted(good, devices));
  }

  /// @return how many devices were to get a certificate
  private int storm(Testbed testbed, Fleet fleet) throws InterruptedException {
    List<Future<Integer>> statuses = new ArrayList<>();
    int good = 0;
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int device = 0; device < devices; device++) {
        Conduct conduct = Conduct.of(device);
        good += conduct == Conduct.GOOD ? 1 : 0;
        var one = new StormDevice(testbed.devicePort(), fleet.device(device), testbed.shown());
        String body = fleet.request(device).body();
        statuses.add(crowd.submit(() -> behave(one, conduct, body)));
      }
    }
    for (int device = 0; device < devices; device++) {
      demandStatus(Conduct.of(device), statuses.get(device));
    }
    return good;
  }

  private static int behave(StormDevice device, Conduct conduct, String body)
      throws IOException, InterruptedException {
    return switch (conduct) {
      case GOOD -> device.persist(body);
      case BROKEN -> device.persist(body.substring(4));
      case STALLING -> {
        device.stall(body);
        yield 0;
      }
      case SILENT -> {
        device.keepSilent();
        yield 0;
      }
    };
  }

  private static void demandStatus(Conduct conduct, Future<Integer> status)
      throws InterruptedException {
    int wanted =
        switch (conduct) {
          case GOOD -> OK;
          case BROKEN -> BAD_REQUEST;
          case STALLING, SILENT -> 0;
        };
    try {
      if (status.get() != wanted) {
        throw new FailedBenchException(
            "a device that is %s got %d".formatted(conduct, status.get()));
      }
    } catch (ExecutionException e) {
      // A reset is one of the ways to be shown out.
      if (wanted != 0) {
        throw new FailedBenchException("a device was left without an answer", e);
      }
    }
  }

  private static void demandCertificates(Testbed testbed, int good) throws SQLException {
    try (Connection database = testbed.database();
        PreparedStatement query = database.prepareStatement(CERTIFIED);
        ResultSet row = query.executeQuery()) {
      row.next();
      if (row.getInt(1) != good || row.getInt(2) != good) {
        throw new FailedBenchException(
            "%d good devices, %d certificates of %d devices"
                .formatted(good, row.getInt(1), row.getInt(2)));
      }
    }
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
