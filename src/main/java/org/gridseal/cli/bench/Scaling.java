package org.gridseal.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;

/// The same load on databases of growing size.
record Scaling(List<Report> reports) implements Printable {
  Scaling {
    reports = List.copyOf(reports);
  }

  /// What an enrollment costs in the largest, as a multiple of its cost in the smallest.
  @JsonProperty
  double growth() {
    return serverCpuMillis(reports.getLast()) / serverCpuMillis(reports.getFirst());
  }

  @JsonProperty
  double targetGrowth() {
    return Targets.GROWTH;
  }

  @Override
  public List<String> lines() {
    return Stream.concat(
            reports.stream().flatMap(report -> report.lines().stream()),
            Stream.of(
                "",
                "processor time an enrollment with %,d certificates / with %,d: %.2f (<= %.1f)"
                    .formatted(
                        reports.getLast().certificatesBefore(),
                        reports.getFirst().certificatesBefore(),
                        growth(),
                        targetGrowth())))
        .toList();
  }

  private static double serverCpuMillis(Report report) {
    return report.rows().getFirst().cost().serverCpuMillis();
  }
}
