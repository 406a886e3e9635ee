package org.gridseal.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/// A whole run: what was measured, on what machine.
///
/// @param serviceStartSeconds from the start of its process to its first answer
record Report(
    @JsonUnwrapped Run run,
    Machine machine,
    Floor floor,
    long certificatesBefore,
    double serviceStartSeconds,
    List<Row> rows)
    implements Printable {
  Report {
    rows = List.copyOf(rows);
  }

  /// What was measured just now by the command that runs.
  static Report of(
      Testbed testbed,
      CommandSpec command,
      Floor floor,
      long certificatesBefore,
      Duration serviceStart,
      List<Row> rows) {
    return new Report(
        Run.of(command),
        Machine.of(testbed),
        floor,
        certificatesBefore,
        serviceStart.toMillis() / 1e3,
        rows);
  }

  @Override
  public List<String> lines() {
    List<String> shares = keeperShares().stream().map(KeeperShare::line).toList();
    return Stream.of(
            heading(),
            new ReportTables(rows).lines(),
            shares.isEmpty() ? shares : List.of(""),
            shares)
        .flatMap(List::stream)
        .toList();
  }

  /// Loads that were measured with the keys in SoftHSM and in files.
  @JsonProperty
  List<KeeperShare> keeperShares() {
    return KeeperShare.among(rows);
  }

  private List<String> heading() {
    return List.of(
        run.line(),
        "%d cores, %s, %s, %s"
            .formatted(machine.cores(), machine.processor(), machine.kernel(), machine.jdk()),
        "TLS by %s, cryptography by %s, PostgreSQL %s, %,d certificates before"
            .formatted(
                machine.tlsEngine(), floor.provider(), machine.postgresql(), certificatesBefore),
        "floor: %.3f ms for an issuance, %.3f ms for a full handshake, service start %.2f s"
            .formatted(floor.issuanceCpuMillis(), floor.handshakeCpuMillis(), serviceStartSeconds));
  }
}
