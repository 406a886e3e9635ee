package org.gridseal.status;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many signatures a peer may order: so many a second, and a second's worth at once.
///
/// It remembers a bounded number of peers; one that was forgotten begins anew.
final class SignatureBudget {
  private static final int PEERS = 10_000;

  private final int perSecond;
  private final InstantSource time;

  private final Map<Peer, Spent> peers =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Peer, Spent> eldest) {
          return size() > PEERS;
        }
      };

  SignatureBudget(int perSecond, InstantSource time) {
    if (perSecond < 1) {
      throw new IllegalArgumentException("signatures a second and peer: " + perSecond);
    }
    this.perSecond = perSecond;
    this.time = time;
  }

  /// What is left, at a moment.
  private static final class Spent {
    private double left;
    private long nanos;
  }

  /// Takes one, if one is left.
  synchronized boolean take(InetAddress address) {
    Instant now = time.instant();
    long nanos = now.getEpochSecond() * Duration.ofSeconds(1).toNanos() + now.getNano();
    Spent spent =
        peers.computeIfAbsent(
            Peer.of(address),
            peer -> {
              Spent fresh = new Spent();
              fresh.left = perSecond;
              fresh.nanos = nanos;
              return fresh;
            });
    // Nothing comes back while the clock is set back, and no more than a second's worth after.
    double more = Math.max(0, nanos - spent.nanos) / 1e9 * perSecond;
    spent.left = Math.min(perSecond, spent.left + more);
    spent.nanos = nanos;
    if (spent.left < 1) {
      return false;
    }
    spent.left--;
    return true;
  }
}
