package org.gridseal.cli.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.time.Duration;

/// The floor under every figure: the processor time of the raw cryptography of one enrollment,
/// measured on this machine in the same run.
///
/// @param provider what computed it
/// @param issuanceCpuMillis of an enrollment over a connection that is there already
/// @param handshakeCpuMillis of a full handshake, the server's side
record Floor(String provider, double issuanceCpuMillis, double handshakeCpuMillis) {
  /// A device of the bench sends its factory certificate, which its manufacturer's root signed.
  private static final int CHAIN = 1;

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(2);

  /// Takes some seconds of one thread.
  static Floor measured() {
    try {
      RawCryptography raw = new RawCryptography();
      return new Floor(raw.provider(), millis(raw::issue), millis(() -> raw.shakeHands(CHAIN)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  /// A resumed session spares all that is slow in a handshake; what is left of it, some HMACs, is
  /// not counted. The suite makes no difference either: GCM or CCM_8, both encrypt some kilobytes.
  double cpuMillis(Mode mode) {
    return mode == Mode.FRESH ? issuanceCpuMillis + handshakeCpuMillis : issuanceCpuMillis;
  }

  private static double millis(Operation operation) throws GeneralSecurityException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    repeat(operation, WARM_UP);
    long before = threads.getCurrentThreadCpuTime();
    long count = repeat(operation, MEASURED);
    return (threads.getCurrentThreadCpuTime() - before) / 1e6 / count;
  }

  private static long repeat(Operation operation, Duration time) throws GeneralSecurityException {
    long end = System.nanoTime() + time.toNanos();
    long count = 0;
    do {
      operation.run();
      count++;
    } while (System.nanoTime() - end < 0);
    return count;
  }

  @FunctionalInterface
  private interface Operation {
    void run() throws GeneralSecurityException;
  }
}
