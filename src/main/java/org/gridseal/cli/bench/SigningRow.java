package org.gridseal.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What one keeper did with some threads.
///
/// @param work `signature`, or `issuance`: draft, signature, and the check of the result
/// @param cpuMillis of this whole process, each
record SigningRow(
    String work, String keeper, int threads, long count, double measuredSeconds, double cpuMillis) {
  static final String FILE = "file";
  static final String SOFTHSM = "SoftHSM";

  @JsonProperty
  double perSecond() {
    return count / measuredSeconds;
  }

  /// For each second of one processor.
  @JsonProperty
  double perCpuSecond() {
    return 1000 / cpuMillis;
  }

  boolean isSame(String otherWork, String otherKeeper, int otherThreads) {
    return work.equals(otherWork) && keeper.equals(otherKeeper) && threads == otherThreads;
  }
}
