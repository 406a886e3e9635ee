package org.gridseal.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// A run of `bench sign`.
record Signing(@JsonUnwrapped Run run, String machine, List<SigningRow> rows) implements Printable {
  Signing {
    rows = List.copyOf(rows);
  }

  static Signing of(CommandSpec command, List<SigningRow> rows) {
    return new Signing(Run.of(command), Machine.inWords(), rows);
  }

  /// Issuances a second through SoftHSM, as a share of those with a file, by number of threads.
  @JsonProperty
  Map<Integer, Double> softHsmOfFile() {
    Map<Integer, Double> shares = new TreeMap<>();
    for (SigningRow row : rows) {
      if (row.isSame("issuance", SigningRow.SOFTHSM, row.threads())) {
        rows.stream()
            .filter(file -> file.isSame("issuance", SigningRow.FILE, row.threads()))
            .forEach(file -> shares.put(row.threads(), row.perSecond() / file.perSecond()));
      }
    }
    return shares;
  }

  @Override
  public List<String> lines() {
    List<String> shares = new ArrayList<>();
    softHsmOfFile()
        .forEach(
            (threads, share) ->
                shares.add(
                    "draft, signature and check through SoftHSM / with a file, %d threads: %.2f"
                        .formatted(threads, share)));
    shares.add(
        "what a service reaches of its own rate: ./gridseal bench enroll --keys file,softhsm");
    return Stream.of(List.of(run.line(), machine, ""), table().lines(), List.of(""), shares)
        .flatMap(List::stream)
        .toList();
  }

  private TextTable table() {
    var table =
        new TextTable("work", "keeper", "threads", "each second", "each CPU second", "CPU ms each");
    for (SigningRow row : rows) {
      table.add(
          row.work(),
          row.keeper(),
          Integer.toString(row.threads()),
          "%,.0f".formatted(row.perSecond()),
          "%,.0f".formatted(row.perCpuSecond()),
          "%.3f".formatted(row.cpuMillis()));
    }
    return table;
  }
}
