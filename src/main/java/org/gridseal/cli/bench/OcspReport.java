package org.gridseal.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;

/// What OCSP answers cost, and how soon a revocation is seen.
///
/// @param floorMillis of processor time: one P-256 signature over the content of an answer
/// @param certificates that are asked about
record OcspReport(
    @JsonUnwrapped Run run,
    Machine machine,
    double floorMillis,
    int certificates,
    List<Load> loads,
    Seen inOcsp,
    Seen inList)
    implements Printable {
  OcspReport {
    loads = List.copyOf(loads);
  }

  /// @param target answers a second
  record Load(
      String name,
      int connections,
      long answers,
      double answersPerSecond,
      double target,
      double serviceCpuMillis,
      double postgresqlCpuMillis,
      double clientCpuMillis,
      double p50Millis,
      double p99Millis) {
    @JsonProperty
    double coresOfService() {
      return serviceCpuMillis * answersPerSecond / 1000;
    }
  }

  /// From the commit of a revocation to the first answer that shows it.
  record Seen(int revocations, double medianMillis, double longestMillis) {}

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(run.line());
    lines.add(
        "%d cores, %s, %s, %s, PostgreSQL %s, %,d certificates"
            .formatted(
                machine.cores(),
                machine.processor(),
                machine.kernel(),
                machine.jdk(),
                machine.postgresql(),
                certificates));
    lines.add("floor: %.3f ms (one P-256 signature)".formatted(floorMillis));
    lines.add("");
    TextTable table =
        new TextTable(
            "OCSP",
            "connections",
            "answers/s",
            "target",
            "CPU ms an answer: service",
            "PostgreSQL",
            "client",
            "p50 ms",
            "p99 ms");
    for (Load load : loads) {
      table.add(
          load.name(),
          Integer.toString(load.connections()),
          "%,.0f".formatted(load.answersPerSecond()),
          load.target() > 0 ? ">= %,.0f".formatted(load.target()) : "-",
          "%.3f".formatted(load.serviceCpuMillis()),
          "%.3f".formatted(load.postgresqlCpuMillis()),
          "%.3f".formatted(load.clientCpuMillis()),
          "%.2f".formatted(load.p50Millis()),
          "%.2f".formatted(load.p99Millis()));
    }
    lines.addAll(table.lines());
    lines.add("");
    TextTable seen =
        new TextTable(
            "a revocation is seen in", "median ms", "longest ms", "target", "revocations");
    add(seen, "OCSP", inOcsp, "<= 1,000");
    add(seen, "the CRL", inList, "<= 60,000");
    lines.addAll(seen.lines());
    return lines;
  }

  private static void add(TextTable table, String where, Seen seen, String target) {
    table.add(
        where,
        "%,.0f".formatted(seen.medianMillis()),
        "%,.0f".formatted(seen.longestMillis()),
        target,
        Integer.toString(seen.revocations()));
  }
}
