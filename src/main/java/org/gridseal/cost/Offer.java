package org.gridseal.cost;

import java.util.List;
import java.util.Optional;

/// One way of keeping in touch, what it costs in a month, and what stands against it.
///
/// @param billed what the plan counts, which is more than what passes where it rounds
/// @param price empty if the plan has none for so much
/// @param latency until the first octet of an answer, in most cycles; the network's part
/// @param roundTrips the same, counted
/// @param against why it is not allowed, a sentence each; none if it is
public record Offer(
    SessionPlan sessions,
    MonthlyVolume volume,
    DataVolume billed,
    Optional<Money> price,
    Latency latency,
    int roundTrips,
    List<String> against) {
  public Offer {
    against = List.copyOf(against);
  }

  public boolean allowed() {
    return against.isEmpty();
  }
}
