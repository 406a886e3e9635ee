package org.gridseal.cli.bench;

import org.jspecify.annotations.Nullable;

/// The sizes that Gridseal sets out to reach on two cores with the database and the client beside
/// it (docs/performance.md). They are printed beside what was measured; nothing fails by them.
///
/// @param serverCpuMillis of the service and PostgreSQL, an enrollment
/// @param p99Millis only where the load is one that it is set for
record Targets(
    @Nullable Double serverCpuMillis,
    @Nullable Double p99Millis,
    long residentBytes,
    int databaseBytesPerCertificate) {
  /// What an enrollment may cost at most with ten million certificates, as a multiple of its cost
  /// with ten thousand.
  static final double GROWTH = 1.2;

  private static final double KEPT_ALIVE_MILLIS = 1.2;
  private static final double FRESH_MILLIS = 3.0;
  private static final double FRESH_CCM_8_MILLIS = 5.0;
  private static final double P99_MILLIS = 30;
  private static final int CONNECTIONS_OF_P99 = 4;
  private static final long RESIDENT_BYTES = 500_000_000;
  private static final int DATABASE_BYTES = 1_300;

  static Targets of(Load load) {
    return new Targets(serverCpuMillis(load), p99Millis(load), RESIDENT_BYTES, DATABASE_BYTES);
  }

  private static @Nullable Double serverCpuMillis(Load load) {
    return switch (load.mode()) {
      case KEPT_ALIVE -> KEPT_ALIVE_MILLIS;
      case FRESH ->
          load.listener().equals(Listener.IEEE_2030_5) ? FRESH_CCM_8_MILLIS : FRESH_MILLIS;
      case RESUMED -> null;
    };
  }

  private static @Nullable Double p99Millis(Load load) {
    boolean set =
        load.mode().keepsAlive()
            && load.connections() == CONNECTIONS_OF_P99
            && load.arrivalsPerSecond() == null;
    return set ? P99_MILLIS : null;
  }
}
