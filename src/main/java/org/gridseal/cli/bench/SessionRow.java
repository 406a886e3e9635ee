package org.gridseal.cli.bench;

import java.time.Duration;
import java.util.List;
import org.gridseal.cost.Dialogue;
import org.gridseal.cost.SessionPlan.Mode;
import org.gridseal.cost.Suite;

/// A model's word against a measurement's: medians of the rounds in which nothing was lost.
///
/// @param rounds in which nothing was lost
/// @param hit in which something was
/// @param modelMillis the network's part, and what both computers took on a line without delay
record SessionRow(
    String wan,
    Suite suite,
    Mode mode,
    int rounds,
    int hit,
    long modelBytes,
    long measuredBytes,
    long modelPackets,
    long measuredPackets,
    double modelMillis,
    double measuredMillis) {
  /// Asked for: 5 % in bytes, 15 % in time.
  private static final double BYTES = 0.05;

  private static final double TIME = 0.15;

  static SessionRow of(
      String wan,
      Suite suite,
      Mode mode,
      Dialogue dialogue,
      Duration model,
      List<SessionTrial.Counted> all) {
    List<SessionTrial.Counted> clean = clean(all);
    return new SessionRow(
        wan,
        suite,
        mode,
        clean.size(),
        all.size() - clean.size(),
        dialogue.volume().octets(),
        median(clean.stream().map(it -> it.traffic().bytes()).toList()),
        dialogue.packets(),
        median(clean.stream().map(it -> it.traffic().packets()).toList()),
        millis(model),
        median(firstBytes(clean)) / 1e6);
  }

  /// Those in which nothing was lost.
  static List<SessionTrial.Counted> clean(List<SessionTrial.Counted> all) {
    List<SessionTrial.Counted> clean = all.stream().filter(it -> it.traffic().lost() == 0).toList();
    if (clean.isEmpty()) {
      throw new FailedBenchException("every round lost a packet; ask for more rounds");
    }
    return clean;
  }

  /// In nanoseconds.
  static List<Long> firstBytes(List<SessionTrial.Counted> all) {
    return all.stream().map(it -> it.exchange().firstByte().toNanos()).toList();
  }

  static long median(List<Long> values) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /// Share of the measurement by which the model is above it, or below.
  double bytesOff() {
    return (modelBytes - measuredBytes) / (double) measuredBytes;
  }

  double timeOff() {
    return (modelMillis - measuredMillis) / measuredMillis;
  }

  boolean holds() {
    return Math.abs(bytesOff()) <= BYTES && Math.abs(timeOff()) <= TIME;
  }

  private static double millis(Duration time) {
    return time.toNanos() / 1e6;
  }
}
