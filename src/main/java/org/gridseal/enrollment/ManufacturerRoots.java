package org.gridseal.enrollment;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// The roots under which manufacturers certify devices at birth. Whom we trust is data.
public interface ManufacturerRoots {
  List<Root> all();

  /// Adds a root, in a transaction of the caller.
  ///
  /// @return false if it is there already
  boolean add(Root root, Instant at, String addedBy);

  /// @param name the manufacturer, for people
  /// @param attested whether it certifies only keys that cannot leave their hardware
  record Root(String name, X509Certificate certificate, boolean attested) {}
}
