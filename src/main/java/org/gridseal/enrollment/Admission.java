package org.gridseal.enrollment;

import java.util.Optional;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;

/// Whether the utility lets an identity in, whoever issued its certificate. For a factory
/// certificate this is the only way to end it, because its manufacturer's CRL is not ours to write.
@FunctionalInterface
public interface Admission {
  /// The rule by which an identity that is not let in is refused.
  String RULE = "lfdi-authorised";

  /// What stands against an identity, in words for whoever services the device.
  ///
  /// @throws org.gridseal.database.DatabaseException if that cannot be known; nobody is let in then
  Optional<Violation> objectionTo(Lfdi shown);
}
