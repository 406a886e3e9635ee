package org.gridseal.audit;

import org.gridseal.policy.Ruling;
import org.gridseal.site.SiteId;

/// That the policy decided what an event tells, and by what.
public record Decided(SiteId site, Ruling ruling) {}
