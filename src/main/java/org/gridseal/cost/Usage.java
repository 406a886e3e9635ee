package org.gridseal.cost;

import java.time.Duration;

/// How a site uses its way to us.
///
/// @param poll from one cycle of questions to the next; a second at least
/// @param detaches whether the modem leaves the network between two cycles, so that each is a data
///   session of its own to whoever bills
public record Usage(Duration poll, boolean detaches) {
  public Usage {
    if (poll.toSeconds() < 1) {
      throw new IllegalArgumentException("polls are at least a second apart, not " + poll);
    }
  }
}
