package org.gridseal.site;

import java.util.List;

/// What the security policy asks of a site of this size before it is approved.
///
/// @param tier name of the size class
/// @param approvals how many different people must agree, at least 1
/// @param including roles of which each must be held by at least one of those people
public record Requirement(String tier, int approvals, List<String> including) {
  public Requirement {
    including = List.copyOf(including);
    if (approvals < 1) {
      throw new IllegalArgumentException("a site is approved by nobody");
    }
  }
}
