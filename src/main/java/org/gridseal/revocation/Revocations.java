package org.gridseal.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.authority.OcspResponder;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.SiteId;

/// What is revoked or on hold, what was, and what could be: a history of each serial number, to
/// which steps are added. A hold ends with a release, or in a revocation; a revocation never ends.
public interface Revocations {
  /// The site of an issued certificate; empty if no such certificate was issued.
  Optional<SiteId> siteOf(SerialNumber serialNumber);

  /// Records a revocation or, if that is the reason, a hold, in a transaction of the caller.
  ///
  /// @return false, and nothing is written, if it is revoked already; for a hold, also if it is on
  ///   hold already
  boolean add(Revoked revoked, String by);

  /// Records the end of a hold, in a transaction of the caller.
  ///
  /// @return false, and nothing is written, if it is not on hold
  boolean release(SerialNumber serialNumber, Instant at, String by);

  /// What counts now: a hold that has ended does not.
  OcspResponder.Status statusOf(SerialNumber serialNumber);

  /// What counts now of certificates, each of them of one authority.
  ///
  /// @return for each; one that the authority has not issued is unknown
  Map<Named, RegisteredStatus> statusesOf(List<Named> certificates);

  /// A certificate by its issuer.
  ///
  /// @param authority the short name of the issuer
  record Named(String authority, SerialNumber serialNumber) {}

  /// What changed after a position, and the position up to which that is so.
  News since(long position);

  /// The last position.
  long position();

  /// @param changes no more than [#MOST]
  /// @param position of the last change, or the one asked about
  record News(List<Named> changes, long position) {
    public static final int MOST = 5_000;

    /// Whether there may be more after these.
    boolean isFull() {
      return changes.size() == MOST;
    }
  }
}
