package org.gridseal.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/// The same load with the CAs' keys in SoftHSM and in files.
record KeeperShare(Row softHsm, Row file) {
  /// What issuing through SoftHSM should reach of the file keeper's rate.
  static final double TARGET = 0.7;

  /// One for each row with SoftHSM that has a counterpart.
  static List<KeeperShare> among(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.load().keys() == KeyPlace.SOFTHSM)
        .flatMap(
            row ->
                rows.stream()
                    .filter(other -> other.load().equals(row.load().with(KeyPlace.FILE)))
                    .map(other -> new KeeperShare(row, other)))
        .toList();
  }

  @JsonProperty
  double rate() {
    return softHsm.enrollmentsPerSecond() / file.enrollmentsPerSecond();
  }

  String line() {
    return "enrolling through SoftHSM / with a file, %s at %s, %s: %.2f (>= %.1f); CPU %.2f / %.2f ms"
        .formatted(
            file.load().mode(),
            file.load().listener(),
            file.load().text(),
            rate(),
            TARGET,
            softHsm.cost().serverCpuMillis(),
            file.cost().serverCpuMillis());
  }
}
