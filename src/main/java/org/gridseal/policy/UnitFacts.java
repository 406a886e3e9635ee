package org.gridseal.policy;

import org.gridseal.site.ApparentPower;
import org.gridseal.site.DerType;

/// What a policy may ask about one unit of a site.
///
/// @param size its AC nameplate rating
public record UnitFacts(DerType type, ApparentPower size) {}
