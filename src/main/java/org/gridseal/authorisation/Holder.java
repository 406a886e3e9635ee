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
/// @param suspended whether the device itself is, though its site may not be
public record Holder(
    DeviceId device,
    HardwareIdentity hardware,
    SiteId site,
    SiteState state,
    Connection connection,
    boolean current,
    boolean suspended) {
  /// Whether it is let in at all. Derived each time, so that a site that is suspended takes its
  /// devices along, and brings them back.
  public boolean isLetIn() {
    return current && !suspended && state == SiteState.APPROVED;
  }
}
