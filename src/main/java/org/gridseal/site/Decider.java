package org.gridseal.site;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Who decides, when, and under which id the decision is kept.
///
/// @param review id of the review to be
/// @param reviewer the identity provider's stable id
/// @param roles of the reviewer, in the words of the realm
public record Decider(UUID review, String reviewer, Set<String> roles, Instant at) {
  public Decider {
    roles = Set.copyOf(roles);
  }
}
