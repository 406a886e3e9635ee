package org.gridseal.authorisation;

import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// The connections of devices that are open at this replica. What the others have open only they
/// know.
public interface OpenConnections {
  /// Whose client has shown a certificate with that LFDI.
  long showing(Lfdi lfdi);

  /// Whose client is that device, as far as that was found out: after five seconds it is.
  long of(DeviceId device);

  /// The same, of all devices of a site.
  long at(SiteId site);
}
