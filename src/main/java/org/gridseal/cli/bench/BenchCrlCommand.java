package org.gridseal.cli.bench;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gridseal.FastCryptography;
import org.gridseal.authority.Partition;
import org.gridseal.cli.local.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench crl`: what a long list costs, and what one revocation more costs.
@Command(
    name = "crl",
    description = {
      "Makes CRLs: a long one from memory, from PostgreSQL and by the service with the heap of",
      "production, and those that show one revocation more when few and when many are revoked."
    })
final class BenchCrlCommand implements Callable<Integer> {
  private static final int WARM_UPS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Option(
      names = "--entries",
      defaultValue = "1000000",
      description = "Of the long list, and revoked at last (${DEFAULT-VALUE}).")
  int entries;

  @Option(
      names = "--few",
      defaultValue = "10000",
      description = "Revoked at first (${DEFAULT-VALUE}).")
  int few;

  @Option(
      names = "--partitions",
      defaultValue = "256",
      description = "For the lists in parts (${DEFAULT-VALUE}).")
  int partitions;

  @Option(
      names = "--times",
      defaultValue = "30",
      description = "Revocations one after the other (${DEFAULT-VALUE}).")
  int times;

  @Mixin private final ReportOutput output = new ReportOutput();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException, IOException, GeneralSecurityException {
    FastCryptography.install();
    try (Testbed testbed = new Testbed()) {
      output.print(measured(testbed));
      return 0;
    }
  }

  private CrlReport measured(Testbed testbed) throws SQLException, GeneralSecurityException {
    ListWork work = new ListWork(Home.path().resolve("policies"));
    for (int time = 0; time < WARM_UPS; time++) {
      work.alone(entries);
    }
    CrlReport.Whole alone = work.alone(entries);
    double floor = work.floor((long) (alone.octetsAnEntry() * entries));
    // The service's first start makes the schema; then it leaves the lists to us.
    testbed.service().start();
    testbed.service().close();
    RevokedRows rows = new RevokedRows(testbed);
    ListWork.InRegister register = work.new InRegister(testbed);
    List<CrlReport.One> ones = new ArrayList<>();
    output.say("revoking %,d".formatted(few));
    rows.revoke(0, few);
    register.settle();
    ones.add(register.one(rows, few, times, "complete list", Partition.WHOLE));
    output.say("revoking %,d".formatted(entries));
    rows.revoke(few + times, entries);
    register.settle();
    CrlReport.Whole fromRegister = register.settle();
    ones.add(register.one(rows, entries, times, ListWork.DELTA, Partition.WHOLE));
    output.say("dividing into %d parts".formatted(partitions));
    register.expect(partitions);
    register.settle();
    ones.add(
        register.one(
            rows,
            entries + times,
            times,
            "1 of %d parts, and delta of all".formatted(partitions),
            new Partition(partitions, 0)));
    CrlReport.Served served = served(testbed, rows);
    return new CrlReport(
        Run.of(spec), Machine.of(testbed), entries, floor, alone, fromRegister, served, ones);
  }

  /// The service finds a register without lists, and makes the first.
  private CrlReport.Served served(Testbed testbed, RevokedRows rows) throws SQLException {
    output.say("the service makes its first list");
    rows.forgetLists();
    testbed.service().start();
    long resident = ProcessTree.residentBytes(testbed.service().handle()).orElse(0);
    Footprint before = Footprint.of(testbed);
    long begin = System.nanoTime();
    long most = resident;
    while (!isPublished(testbed)) {
      most = Math.max(most, ProcessTree.residentBytes(testbed.service().handle()).orElse(0));
      if (System.nanoTime() - begin > PATIENCE.toNanos()) {
        throw new FailedBenchException("the service published no list");
      }
    }
    Footprint used = Footprint.of(testbed).since(before);
    return new CrlReport.Served(
        (System.nanoTime() - begin) / 1e9,
        used.service().toMillis(),
        used.postgres().toMillis(),
        most - resident);
  }

  private static boolean isPublished(Testbed testbed) throws SQLException {
    try (Connection database = testbed.database();
        PreparedStatement query =
            database.prepareStatement(
                "SELECT FROM revocation_list WHERE partitions = 1 AND NOT delta");
        ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }
}
