package org.gridseal.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.gridseal.enactment.Preview.Effect;
import org.gridseal.policy.Tier;

/// What an edition that waits would change, as the API shows it.
///
/// @param differences of the files, a line for each value: `~ path: before -> after`, `+`, `-`
/// @param sites how many were looked at
/// @param tiers for each tier of now, how many sites would be in which
/// @param tightened controls that would demand more, with how many sites of
/// @param approvals by different people that sites would need beyond those they have
/// @param renewals sites whose certificates would have to be renewed before their time
public record PolicyEffectView(
    String edition,
    List<String> differences,
    long sites,
    Map<Tier, Map<Tier, Long>> tiers,
    List<Tightened> tightened,
    long approvals,
    long renewals,
    Instant at) {

  public record Tightened(String control, long sites) {}

  static PolicyEffectView of(Effect effect) {
    return new PolicyEffectView(
        effect.then().toString(),
        effect.differences(),
        effect.simulation().sites(),
        effect.simulation().tiers(),
        effect.simulation().tightened().stream()
            .map(it -> new Tightened(it.getKey(), it.getValue()))
            .toList(),
        effect.simulation().approvals(),
        effect.simulation().renewals(),
        effect.at());
  }
}
