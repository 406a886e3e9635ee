package org.gridseal.enrollment;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// The roots under which manufacturers certify devices at birth. Whom we trust is data.
///
/// The writing methods belong into a transaction of the caller; what they write stays.
public interface ManufacturerRoots {
  /// Those that vouch for devices at this moment.
  List<Root> trusted();

  /// All that were ever added, each in its last generation, the newest first.
  List<ManufacturerRoot> all();

  /// The last generation of a root.
  Optional<ManufacturerRoot> find(Fingerprint fingerprint);

  /// Adds a root that nobody has confirmed yet.
  ///
  /// @param predecessor the one it is to take over from
  /// @return false if that generation is there already
  boolean add(ManufacturerRoot root, Optional<ManufacturerRoot> predecessor);

  /// @return false if it was confirmed before
  boolean confirm(ManufacturerRoot root, ManufacturerRoot.Act act);

  /// @return false if it was retired before
  boolean retire(ManufacturerRoot root, ManufacturerRoot.Act act);

  /// @param name the manufacturer, for people
  /// @param attested whether it certifies only keys that cannot leave their hardware
  record Root(String name, X509Certificate certificate, boolean attested) {}
}
