package org.gridseal.headend;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.headend.Change.Kind;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Whom a change is about: an LFDI, and what the register holds behind it.
record Subject(
    Lfdi lfdi,
    DeviceId device,
    SiteId site,
    String profile,
    Optional<UUID> managedBy,
    Optional<SerialNumber> serialNumber,
    Optional<Instant> notAfter,
    Optional<Lfdi> predecessor,
    Optional<Instant> overlapUntil) {

  /// Its certificate was issued.
  Change issued(Instant at) {
    return change(
        predecessor.isPresent() ? Kind.RENEWED : Kind.AUTHORISED,
        at,
        predecessor,
        Optional.empty(),
        overlapUntil,
        Optional.empty());
  }

  Change became(Kind kind, Instant at) {
    return became(kind, at, Optional.empty());
  }

  Change became(Kind kind, Instant at, Optional<String> reason) {
    return change(kind, at, Optional.empty(), Optional.empty(), Optional.empty(), reason);
  }

  Change overlapEnded(Instant at, Lfdi by) {
    return change(
        Kind.OVERLAP_ENDED,
        at,
        Optional.empty(),
        Optional.of(by),
        Optional.empty(),
        Optional.empty());
  }

  /// Without a place yet.
  private Change change(
      Kind kind,
      Instant at,
      Optional<Lfdi> from,
      Optional<Lfdi> by,
      Optional<Instant> until,
      Optional<String> reason) {
    return new Change(
        0,
        kind,
        at,
        lfdi,
        device,
        site,
        profile,
        managedBy,
        serialNumber,
        notAfter,
        from,
        by,
        until,
        reason);
  }
}
