package org.gridseal.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;

/// What lists cost.
///
/// @param floorMillis of processor time: SHA-256 over the octets of the list, and one signature
/// @param alone written from memory into nothing
/// @param fromRegister read from PostgreSQL, and written into it
record CrlReport(
    @JsonUnwrapped Run run,
    Machine machine,
    long entries,
    double floorMillis,
    Whole alone,
    Whole fromRegister,
    Served served,
    List<One> ones)
    implements Printable {
  /// Targets of this project for a list of a million entries: seconds of processor, megabytes.
  private static final double CPU_SECONDS = 1;

  private static final int HEAP_MEGABYTES = 64;

  CrlReport {
    ones = List.copyOf(ones);
  }

  /// A complete list.
  ///
  /// @param heapBytes how much the heap grew at most, what is garbage included
  record Whole(
      double seconds,
      double cpuMillis,
      double postgresqlCpuMillis,
      long heapBytes,
      double octetsAnEntry) {}

  /// The same made by the real service with the heap of production, from the moment at which the
  /// entries are there to the moment at which the list is published.
  record Served(
      double seconds, double cpuMillis, double postgresqlCpuMillis, long residentGrowthBytes) {}

  /// One revocation more, until it is in a published list.
  ///
  /// @param already how many are revoked
  /// @param kind what list shows it
  record One(long already, String kind, double cpuMillis, double postgresqlCpuMillis, long octets) {
    @JsonProperty
    double togetherMillis() {
      return cpuMillis + postgresqlCpuMillis;
    }
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(run.line());
    lines.add(
        "%d cores, %s, %s, %s, PostgreSQL %s"
            .formatted(
                machine.cores(),
                machine.processor(),
                machine.kernel(),
                machine.jdk(),
                machine.postgresql()));
    lines.add("floor: %.0f ms (SHA-256 over the list, one signature)".formatted(floorMillis));
    lines.add("");
    TextTable whole =
        new TextTable(
            "%,d entries".formatted(entries),
            "s",
            "CPU ms",
            "target",
            "floor / CPU",
            "PostgreSQL CPU ms",
            "extra MB",
            "target",
            "octets an entry");
    add(whole, "written from memory", alone);
    add(whole, "from and into PostgreSQL", fromRegister);
    whole.add(
        "by the service, 128 MB of heap",
        "%.1f".formatted(served.seconds()),
        "%.0f".formatted(served.cpuMillis()),
        "-",
        "-",
        "%.0f".formatted(served.postgresqlCpuMillis()),
        "%d resident".formatted(served.residentGrowthBytes() / 1_000_000),
        "-",
        "-");
    lines.addAll(whole.lines());
    lines.add("");
    TextTable one =
        new TextTable(
            "one revocation more, already", "shown by", "CPU ms", "PostgreSQL CPU ms", "octets");
    ones.forEach(
        it ->
            one.add(
                "%,d".formatted(it.already()),
                it.kind(),
                "%.1f".formatted(it.cpuMillis()),
                "%.1f".formatted(it.postgresqlCpuMillis()),
                "%,d".formatted(it.octets())));
    lines.addAll(one.lines());
    return lines;
  }

  private void add(TextTable table, String name, Whole whole) {
    table.add(
        name,
        "%.2f".formatted(whole.seconds()),
        "%.0f".formatted(whole.cpuMillis()),
        "<= %.0f".formatted(CPU_SECONDS * 1000),
        "%.0f %%".formatted(100 * floorMillis / whole.cpuMillis()),
        "%.0f".formatted(whole.postgresqlCpuMillis()),
        "%d".formatted(whole.heapBytes() / 1_000_000),
        "<= %d".formatted(HEAP_MEGABYTES),
        "%.1f".formatted(whole.octetsAnEntry()));
  }
}
