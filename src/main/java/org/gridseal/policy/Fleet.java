package org.gridseal.policy;

import java.util.Optional;
import org.gridseal.site.ApparentPower;

/// The sites of an aggregator, as far as they decide its tier.
///
/// @param sites how many
/// @param size of all of them together
/// @param highest of those in the highest tier one; empty when there is none
public record Fleet(int sites, ApparentPower size, Optional<Connection> highest) {}
