package org.gridseal.revocation;

import java.time.Instant;
import java.util.List;
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

  /// Whether anything was revoked, held or released after that moment, by whomever it was issued.
  boolean isAnySince(Instant then);

  /// Everything revoked or on hold of one authority whose certificate lasts until then or longer,
  /// oldest first.
  List<Revoked> of(String authority, Instant then);
}
