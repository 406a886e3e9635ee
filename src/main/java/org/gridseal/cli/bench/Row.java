package org.gridseal.cli.bench;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What one load cost; a figure that could not be taken is not a number.
///
/// @param answersChecked how many of the certificates were verified as a device would
/// @param resumedShare of the handshakes, 0 to 1
record Row(
    Load load,
    int enrollments,
    double measuredSeconds,
    int answersChecked,
    double resumedShare,
    Latency latency,
    Cost cost,
    Room room,
    Targets targets) {
  @JsonProperty
  double enrollmentsPerSecond() {
    return enrollments / measuredSeconds;
  }

  /// From the moment at which a request was due to the last byte of its answer.
  record Latency(
      double p50Millis, double p90Millis, double p99Millis, double p999Millis, double maxMillis) {
    static Latency of(Percentiles times) {
      return new Latency(
          times.millis(0.5),
          times.millis(0.9),
          times.millis(0.99),
          times.millis(0.999),
          times.millis(1));
    }
  }

  /// Processor time, user and system, an enrollment.
  record Cost(
      double serviceCpuMillis,
      double postgresqlCpuMillis,
      double clientCpuMillis,
      double floorCpuMillis) {
    static Cost of(Footprint used, int enrollments, double floorCpuMillis) {
      return new Cost(
          used.service().toMillis() / (double) enrollments,
          used.postgres().toMillis() / (double) enrollments,
          used.client().toMillis() / (double) enrollments,
          floorCpuMillis);
    }

    @JsonProperty
    double serverCpuMillis() {
      return serviceCpuMillis + postgresqlCpuMillis;
    }

    /// How much of what the service and PostgreSQL spend is cryptography that nobody can spare.
    @JsonProperty
    double floorShare() {
      return floorCpuMillis / serverCpuMillis();
    }
  }

  /// What the service occupies before its warm-up and at the end, and how the database grew.
  record Room(Resident before, Resident after, double databaseBytesPerCertificate) {}
}
