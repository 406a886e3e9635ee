package org.gridseal.cli.bench;

import java.util.stream.LongStream;

/// How long each of many enrollments took, by nearest rank: each figure is one that was measured.
final class Percentiles {
  private final long[] sorted;

  /// @param nanos in any order
  Percentiles(LongStream nanos) {
    this.sorted = nanos.sorted().toArray();
  }

  int count() {
    return sorted.length;
  }

  /// The smallest time within which so large a share was done; not a number if there is none.
  ///
  /// @param share 0.5 for the median, 1 for the longest
  double millis(double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    // Decimal shares are no binary ones: 0.9 of 10 is a hair more than 9 and must stay the ninth.
    int rank = (int) Math.ceil(share * sorted.length - 1e-9);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1] / 1e6;
  }
}
