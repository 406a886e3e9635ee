package org.gridseal.cli.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Counts handshakes, and those that took up an earlier session: in TLS 1.2 a resumed session has
/// the id that it had before (RFC 5246 §7.3). Written on the client's one thread, read by any.
final class Handshakes {
  private final Map<Integer, byte[]> sessions = new HashMap<>();
  private final AtomicLong all = new AtomicLong();
  private final AtomicLong resumed = new AtomicLong();

  /// @param session id of the session that a device has now
  void completed(int device, byte[] session) {
    byte[] before = sessions.put(device, session.clone());
    if (session.length > 0 && Arrays.equals(before, session)) {
      resumed.incrementAndGet();
    }
    all.incrementAndGet();
  }

  Count count() {
    return new Count(all.get(), resumed.get());
  }

  /// Handshakes up to a moment, or between two.
  record Count(long all, long resumed) {
    Count since(Count earlier) {
      return new Count(all - earlier.all, resumed - earlier.resumed);
    }

    /// 0 to 1; not a number if there was no handshake.
    double resumedShare() {
      return all == 0 ? Double.NaN : resumed / (double) all;
    }
  }
}
