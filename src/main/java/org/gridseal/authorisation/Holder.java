package org.gridseal.authorisation;

import org.gridseal.policy.Connection;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;

/// The registered device behind an identity, and its site as it is now.
///
/// @param connection size and voltage of the site, which the policy asks for
/// @param current whether the register still has the device at that site
public record Holder(
    DeviceId device,
    HardwareIdentity hardware,
    SiteId site,
    SiteState state,
    Connection connection,
    boolean current) {
  /// Whether its devices are let in at all. Derived each time, so that a site that is suspended
  /// takes its devices along, and brings them back.
  public boolean isLetIn() {
    return current && state == SiteState.APPROVED;
  }
}
