package org.gridseal.cli.bench;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A report for people: three tables with a row for each load, the target beside each figure that
/// has one.
final class ReportTables {
  private static final String NOTHING = "-";

  private final List<Row> rows;

  ReportTables(List<Row> rows) {
    this.rows = List.copyOf(rows);
  }

  List<String> lines() {
    return Stream.of(speed(), cost(), room())
        .flatMap(table -> Stream.concat(Stream.of(""), table.lines().stream()))
        .toList();
  }

  private TextTable speed() {
    TextTable table =
        new TextTable(
            "mode",
            "listener",
            "load",
            "enrollments/s",
            "p50 ms",
            "p90 ms",
            "p99 ms",
            "target",
            "p99.9 ms",
            "max ms",
            "resumed");
    for (Row row : rows) {
      Row.Latency latency = row.latency();
      table.add(
          row.load().mode().toString(),
          row.load().listener(),
          row.load().text(),
          figure("%,.0f", row.enrollmentsPerSecond()),
          figure("%.1f", latency.p50Millis()),
          figure("%.1f", latency.p90Millis()),
          figure("%.1f", latency.p99Millis()),
          atMost("%.0f", row.targets().p99Millis()),
          figure("%.1f", latency.p999Millis()),
          figure("%.1f", latency.maxMillis()),
          figure("%.0f %%", row.resumedShare() * 100));
    }
    return table;
  }

  private TextTable cost() {
    TextTable table =
        new TextTable(
            "CPU ms an enrollment",
            "listener",
            "load",
            "service",
            "PostgreSQL",
            "together",
            "target",
            "floor",
            "floor / together",
            "client");
    for (Row row : rows) {
      Row.Cost cost = row.cost();
      table.add(
          row.load().mode().toString(),
          row.load().listener(),
          row.load().text(),
          figure("%.2f", cost.serviceCpuMillis()),
          figure("%.2f", cost.postgresqlCpuMillis()),
          figure("%.2f", cost.serverCpuMillis()),
          atMost("%.1f", row.targets().serverCpuMillis()),
          figure("%.2f", cost.floorCpuMillis()),
          figure("%.0f %%", cost.floorShare() * 100),
          figure("%.2f", cost.clientCpuMillis()));
    }
    return table;
  }

  private TextTable room() {
    TextTable table =
        new TextTable(
            "room",
            "listener",
            "load",
            "resident MB",
            "target",
            "threads",
            "database bytes a" + " certificate",
            "target",
            "enrollments",
            "answers checked");
    for (Row row : rows) {
      Row.Room room = row.room();
      table.add(
          row.load().mode().toString(),
          row.load().listener(),
          row.load().text(),
          change(megabytes(room.before().bytes()), megabytes(room.after().bytes())),
          "< %d".formatted(row.targets().residentBytes() / 1_000_000),
          change(room.before().threads(), room.after().threads()),
          figure("%,.0f", room.databaseBytesPerCertificate()),
          "<= %,d".formatted(row.targets().databaseBytesPerCertificate()),
          "%,d".formatted(row.enrollments()),
          "%,d".formatted(row.answersChecked()));
    }
    return table;
  }

  private static @Nullable Long megabytes(@Nullable Long bytes) {
    return bytes == null ? null : bytes / 1_000_000;
  }

  private static String change(@Nullable Long before, @Nullable Long after) {
    return before == null || after == null ? NOTHING : "%d to %d".formatted(before, after);
  }

  private static String figure(String form, double value) {
    return Double.isFinite(value) ? form.formatted(value) : NOTHING;
  }

  private static String atMost(String form, @Nullable Double target) {
    return target == null ? NOTHING : "<= " + form.formatted(target);
  }
}
