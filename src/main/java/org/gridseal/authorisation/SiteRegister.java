package org.gridseal.authorisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.SiteId;

/// The sites and their devices, as far as they are suspended, brought back and retired. The writing
/// methods belong into a transaction of the caller.
///
/// A target is a site or a device here, and nothing else.
public interface SiteRegister {
  Optional<Premises> find(SiteId site);

  /// Until the end of the caller's transaction nobody, at any replica, keeps a certificate of a
  /// device that the target has; what was kept before, the next method finds.
  void lock(Target target);

  /// Suspends, brings back or retires. What is retired lets its hardware go, which may then be
  /// registered elsewhere.
  ///
  /// @return false, and nothing is written, if that does not fit what happened before
  boolean take(Act act, Target target, Instant at);

  /// The certificates of ours that a device, or all devices of a site, can still show at a moment,
  /// on hold or not, in the order of serial numbers.
  List<SerialNumber> certificatesOf(Target target, Instant at);

  /// Remembers which certificates a measure has put on hold.
  void remember(UUID measure, List<SerialNumber> held);

  /// The certificates that the last suspension of a target has put on hold, and nobody else.
  List<SerialNumber> heldWith(Target target);
}
