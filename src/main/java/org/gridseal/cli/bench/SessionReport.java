package org.gridseal.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Model against measurement, for every WAN.
///
/// @param listenerCertificates octets, as shown
/// @param deviceCertificates octets, as shown
record SessionReport(
    String measuredAt,
    String commit,
    String command,
    String machine,
    List<Integer> listenerCertificates,
    List<Integer> deviceCertificates,
    List<SessionRow> rows)
    implements Printable {
  SessionReport {
    rows = List.copyOf(rows);
  }

  boolean holds() {
    return rows.stream().allMatch(SessionRow::holds);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s, commit %s, %s".formatted(measuredAt, commit, command));
    lines.add(machine);
    lines.add(
        "certificates in octets: listener %s, device %s"
            .formatted(listenerCertificates, deviceCertificates));
    lines.addAll(table().lines());
    long missed = rows.stream().filter(row -> !row.holds()).count();
    lines.add(
        missed == 0
            ? "the model holds: 5 % in bytes, 15 % in time to the first byte"
            : "the model misses in %d of %d rows".formatted(missed, rows.size()));
    return lines;
  }

  private TextTable table() {
    TextTable table =
        new TextTable(
            "WAN",
            "suite",
            "session",
            "bytes: model",
            "measured",
            "off",
            "packets",
            "measured",
            "first byte, ms: model",
            "measured",
            "off",
            "rounds",
            "with loss");
    for (SessionRow row : rows) {
      table.add(
          row.wan(),
          word(row.suite()),
          word(row.mode()),
          "%,d".formatted(row.modelBytes()),
          "%,d".formatted(row.measuredBytes()),
          percent(row.bytesOff()),
          Long.toString(row.modelPackets()),
          Long.toString(row.measuredPackets()),
          "%.0f".formatted(row.modelMillis()),
          "%.0f".formatted(row.measuredMillis()),
          percent(row.timeOff()),
          Integer.toString(row.rounds()),
          Integer.toString(row.hit()));
    }
    return table;
  }

  private static String percent(double share) {
    return "%+.1f %%".formatted(share * 100);
  }

  private static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
