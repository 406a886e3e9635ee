package org.gridseal.est;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.gridseal.enrollment.Quota;

/// How many wrong one-time codes one peer may send, in this replica. A peer is an address, of IPv6
/// a network of 64 bits.
///
/// An attempt is counted before anybody looks whom it names, and the count is taken back unless the
/// answer is that the code was wrong. So the answer to one too many is the same for a device that
/// is registered and for one that is not, and costs nothing; it is 503 with a Retry-After, which
/// clients bear that know nothing of 429 (RFC 9110 §15.6.4).
final class WrongCodes {
  /// Time in which one more is allowed.
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /// Peers that are told apart: half a megabyte, whoever comes.
  private static final int SLOTS = 1 << 16;

  static final Answer TOO_MANY =
      Answer.text(
          503,
          "too many one-time codes from this address were wrong",
          "Retry-After",
          Long.toString(INTERVAL.toSeconds()));

  private final Optional<Quota> quota;
  private final InstantSource time;

  /// @param burst how many at once; 0: no limit
  WrongCodes(int burst, InstantSource time) {
    if (burst < 0) {
      throw new IllegalArgumentException("wrong codes per peer: " + burst + ", at least 0");
    }
    this.quota = burst == 0 ? Optional.empty() : Optional.of(new Quota(SLOTS, burst, INTERVAL));
    this.time = time;
  }

  /// Counts an attempt, which [#learn] must be told the end of.
  ///
  /// @return false if it is one too many; it is then not counted
  boolean admits(InetAddress peer) {
    return quota.map(it -> it.take(Crowd.networkOf(peer), time.instant())).orElse(true);
  }

  void learn(InetAddress peer, Answer answer) {
    if (answer.status() != 401) {
      quota.ifPresent(it -> it.putBack(Crowd.networkOf(peer)));
    }
  }
}
