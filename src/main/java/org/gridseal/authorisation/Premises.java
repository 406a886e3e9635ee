package org.gridseal.authorisation;

import org.gridseal.policy.Connection;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;

/// A site as far as a measure about it cares.
///
/// @param connection its size and voltage, which the policy asks for
/// @param devices how many it holds
public record Premises(SiteId site, SiteState state, Connection connection, int devices) {}
