package org.gridseal.cost;

import java.time.Duration;
import java.util.List;

/// How long the network takes until the first octet of an answer can be read. What both computers
/// take comes on top.
///
/// @param typical when no packet is lost
/// @param mean with what losses add on average
public record Latency(Duration typical, Duration mean) {
  /// Before anything is known about a way (RFC 6298 §2.1).
  private static final Duration FIRST_TIMEOUT = Duration.ofSeconds(1);

  /// The least that Linux waits on top of a round trip (`TCP_RTO_MIN`; RFC 6298 §2.4 asks for
  /// more).
  private static final Duration LEAST = Duration.ofMillis(200);

  public static Latency of(Dialogue dialogue, Wan wan) {
    List<Flight> critical = dialogue.flights().subList(0, dialogue.untilFirstByte());
    Duration typical = Duration.ZERO;
    Duration lost = Duration.ZERO;
    for (Flight flight : critical) {
      BitRate rate = flight.up() ? wan.uplink() : wan.downlink();
      typical = typical.plus(wan.roundTrip().dividedBy(2)).plus(rate.timeFor(flight.volume()));
      boolean first = flight.packets().contains(Path.SYN);
      lost = lost.plus(wan.loss().of(first ? FIRST_TIMEOUT : probe(wan.roundTrip())));
    }
    return new Latency(typical, typical.plus(lost));
  }

  /// After so long a sender repeats what was not acknowledged: two round trips and 200 ms (RFC 8985
  /// §7.2), if the timeout does not come first, three or one and 200 ms after its packet (RFC 6298
  /// §2.2).
  private static Duration probe(Duration roundTrip) {
    Duration tail = roundTrip.multipliedBy(2).plus(LEAST);
    Duration timeout = roundTrip.plus(longer(roundTrip.multipliedBy(2), LEAST));
    return tail.compareTo(timeout) < 0 ? tail : timeout;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
