package org.gridseal.cli.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.gridseal.FastCryptography;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `bench enroll`: enrollments a second, what each costs, and on what machine.
@Command(
    name = "enroll",
    description = {
      "Enrolls devices and prints how fast that was and what each enrollment cost.",
      "Client, service and PostgreSQL share this machine; the service is warmed up first.",
      "Each mode is a row for each listener; docs/performance.md tells how to read them."
    })
final class BenchEnrollCommand implements Callable<Integer> {
  @Option(
      names = "--mode",
      split = ",",
      defaultValue = "fresh,resumed,kept-alive",
      description = "Of ${COMPLETION-CANDIDATES}, separated by commas (${DEFAULT-VALUE}).")
  List<Mode> modes;

  @Option(
      names = "--listener",
      split = ",",
      description = "Of device, device-2030.5, separated by commas (all that this build has).")
  List<String> listeners = List.of();

  @Option(
      names = "--connections",
      split = ",",
      defaultValue = "48",
      description = {
        "How many are open at a time; several numbers, separated by commas, give a row each",
        "(${DEFAULT-VALUE})."
      })
  List<Integer> connections;

  @Option(
      names = "--rate",
      description = {
        "Open loop: so many requests a second, each timed from the moment it was due. Without it",
        "the loop is closed: each connection asks again as soon as it has its answer."
      })
  @Nullable Double rate;

  @Option(
      names = "--certificates",
      defaultValue = "0",
      description = "How many are in the database before, made up (${DEFAULT-VALUE}).")
  long certificates;

  @Option(
      names = "--keys",
      split = ",",
      defaultValue = "file",
      description = {
        "Where the service has the CAs' keys: of ${COMPLETION-CANDIDATES}, separated by commas",
        "(${DEFAULT-VALUE}). With both, each load is measured with one and then the other."
      })
  Set<KeyPlace> keys;

  @Mixin private final Times times = new Times();
  @Mixin private final ReportOutput output = new ReportOutput();
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws SQLException, IOException {
    FastCryptography.install();
    try (Testbed testbed = new Testbed()) {
      output.say("measuring the floor");
      Floor floor = Floor.measured();
      output.say("making %,d devices".formatted(times.devices()));
      Stage stage = Stage.set(testbed, times.devices());
      List<Load> loads = loads(stage);
      SyntheticHistory history = new SyntheticHistory(testbed, output::say);
      testbed.service().close();
      history.growTo(certificates);
      Duration start = testbed.service().start();
      List<Row> rows = rows(stage, floor, loads);
      output.print(Report.of(testbed, spec, floor, certificates, start, rows));
      return 0;
    }
  }

  private List<Load> loads(Stage stage) {
    List<Load> loads = new ArrayList<>();
    for (Listener listener : stage.listeners(listeners)) {
      for (Mode mode : modes) {
        for (int number : connections) {
          loads.add(times.load(mode, listener, number, rate));
        }
      }
    }
    return loads;
  }

  private List<Row> rows(Stage stage, Floor floor, List<Load> loads) {
    Trial trial = new Trial(stage, floor);
    List<Row> rows = new ArrayList<>();
    if (keys.contains(KeyPlace.FILE)) {
      measure(trial, loads, rows);
    }
    if (keys.contains(KeyPlace.SOFTHSM)) {
      output.say("bringing the keys of the CAs into a token");
      stage.testbed().keepKeysInToken();
      stage.restart();
      measure(trial, loads.stream().map(load -> load.with(KeyPlace.SOFTHSM)).toList(), rows);
    }
    return rows;
  }

  private void measure(Trial trial, List<Load> loads, List<Row> rows) {
    for (Load load : loads) {
      output.say("measuring %s at %s, %s".formatted(load.mode(), load.listener(), load.text()));
      rows.add(trial.run(load));
    }
  }
}
