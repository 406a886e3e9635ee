package org.gridseal.web;

import java.util.List;

/// What an installer wants to know before a site is submitted: what it needs, how long it takes,
/// and what each network costs.
///
/// @param past how long the approvals of such sites took
/// @param poll how often the device asks
/// @param networks none where no prices are known
/// @param comparePath the page that tells more
public record Prospect(
    Needs needs, String past, String poll, List<Fact> networks, String comparePath) {
  public Prospect {
    networks = List.copyOf(networks);
  }
}
