package org.gridseal.cli.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gridseal.FastCryptography;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench scale`: what an enrollment costs in a small database, and in one of years.
@Command(
    name = "scale",
    description = {
      "Measures enrollment with few and with many certificates in the database, made up and deleted",
      "afterwards. Ten million need 50 GB in java.io.tmpdir while they are made."
    })
final class BenchScaleCommand implements Callable<Integer> {
  @Option(
      names = "--certificates",
      split = ",",
      defaultValue = "10000,10000000",
      description = "How many, growing, separated by commas (${DEFAULT-VALUE}).")
  List<Long> certificates;

  @Option(
      names = "--mode",
      defaultValue = "kept-alive",
      description = "One of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  Mode mode;

  @Option(
      names = "--connections",
      defaultValue = "48",
      description = "How many are open at a time (${DEFAULT-VALUE}).")
  int connections;

  @Mixin private final Times times = new Times();
  @Mixin private final ReportOutput output = new ReportOutput();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException, IOException {
    FastCryptography.install();
    try (Testbed testbed = new Testbed()) {
      Floor floor = Floor.measured();
      Stage stage = Stage.set(testbed, times.devices());
      List<Report> reports = new ArrayList<>();
      SyntheticHistory history = new SyntheticHistory(testbed, output::say);
      for (long number : certificates.stream().sorted().toList()) {
        testbed.service().close();
        history.growTo(number);
        Duration start = testbed.service().start();
        output.say("measuring with %,d certificates".formatted(number));
        Row row = new Trial(stage, floor).run(load(testbed));
        reports.add(Report.of(testbed, spec, floor, number, start, List.of(row)));
      }
      output.print(new Scaling(reports));
      return 0;
    }
  }

  private Load load(Testbed testbed) {
    return times.load(mode, testbed.listeners().getFirst(), connections, null);
  }
}
