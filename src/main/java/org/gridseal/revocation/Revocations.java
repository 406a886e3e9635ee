package org.gridseal.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.OcspResponder;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.SiteId;

/// What is revoked, and what could be. Nothing is ever taken back.
public interface Revocations {
  /// The site of an issued certificate; empty if no such certificate was issued.
  Optional<SiteId> siteOf(SerialNumber serialNumber);

  /// Records a revocation, in a transaction of the caller.
  ///
  /// @return false, and nothing is written, if it is revoked already
  boolean add(Revoked revoked, String by);

  OcspResponder.Status statusOf(SerialNumber serialNumber);

  /// Whether anything was revoked after that moment, by whomever it was issued.
  boolean isAnySince(Instant then);

  /// Everything revoked of one authority whose certificate lasts until then or longer, oldest
  /// first.
  List<Revoked> of(String authority, Instant then);
}
