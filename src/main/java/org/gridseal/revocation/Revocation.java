package org.gridseal.revocation;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.SiteId;

/// Revokes certificates, puts them on hold and releases them. From the moment a verb returns, OCSP
/// says so, the device listener acts on it, and the next CRL lists it. That one is made at once,
/// or, if it cannot be, when it is next asked for; the revocation stands either way.
public final class Revocation {
  private final Revocations revocations;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Runnable changed;

  /// @param changed is told at once that lists are due; whoever does not hear it finds out by
  ///   itself
  public Revocation(
      Revocations revocations,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Runnable changed) {
    this.revocations = revocations;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.changed = changed;
  }

  /// What became of the wish to revoke.
  public sealed interface Result {
    record Done(Revoked revoked) implements Result {}

    /// It had been revoked before, or put on hold where that was asked for; the first reason
    /// stands.
    record AlreadyRevoked() implements Result {}

    record NoSuchCertificate() implements Result {}
  }

  /// What became of the wish to release.
  public sealed interface Release {
    record Done(SerialNumber serialNumber, Instant at) implements Release {}

    /// It is good, or revoked for good.
    record NotHeld() implements Release {}

    record NoSuchCertificate() implements Release {}
  }

  /// Puts one certificate on hold, durably, until [#release] or [#revoke].
  ///
  /// @throws org.gridseal.database.DatabaseException if nothing was done, as far as is known
  public Result hold(SerialNumber serialNumber, Actor by) {
    return revoke(serialNumber, RevocationReason.certificateHold, by);
  }

  /// Ends the hold of one certificate, durably: it is good again.
  ///
  /// @throws org.gridseal.database.DatabaseException if nothing was done, as far as is known
  public Release release(SerialNumber serialNumber, Actor by) {
    Optional<SiteId> site = revocations.siteOf(serialNumber);
    if (site.isEmpty()) {
      return new Release.NoSuchCertificate();
    }
    Instant now = now();
    boolean released =
        transactions.durably(() -> release(serialNumber, now, site.get(), by, Optional.empty()));
    changed.run();
    return released ? new Release.Done(serialNumber, now) : new Release.NotHeld();
  }

  private boolean release(
      SerialNumber serialNumber, Instant at, SiteId site, Actor by, Optional<Decided> decided) {
    boolean released = revocations.release(serialNumber, at, by.subject());
    if (released) {
      log.append(by, new Event.CertificateReleased(site, serialNumber), decided);
    }
    return released;
  }

  /// Revokes one certificate, durably; one that is on hold too.
  ///
  /// @param reason a hold puts it on hold
  /// @throws org.gridseal.database.DatabaseException if nothing was revoked, as far as is known
  public Result revoke(SerialNumber serialNumber, RevocationReason reason, Actor by) {
    Optional<SiteId> site = revocations.siteOf(serialNumber);
    if (site.isEmpty()) {
      return new Result.NoSuchCertificate();
    }
    Revoked revoked = revokedNow(serialNumber, reason);
    boolean first = transactions.durably(() -> add(revoked, site.get(), by, Optional.empty()));
    changed.run();
    return first ? new Result.Done(revoked) : new Result.AlreadyRevoked();
  }

  /// Revokes a certificate in whose place another one comes, in the caller's transaction. The next
  /// CRL lists it.
  ///
  /// @return false, and nothing is written, if it is revoked already, or there is none
  public boolean supersede(SerialNumber serialNumber, Actor by) {
    return revokeWithin(serialNumber, RevocationReason.superseded, by, Optional.empty());
  }

  /// Revokes or, if that is the reason, holds, in the caller's transaction, who then [#tell]s.
  ///
  /// @param decided by what the policy decided who must agree, if it was asked
  /// @return false, and nothing is written, if that does not fit what happened before
  public boolean revokeWithin(
      SerialNumber serialNumber, RevocationReason reason, Actor by, Optional<Decided> decided) {
    return revocations
        .siteOf(serialNumber)
        .filter(site -> add(revokedNow(serialNumber, reason), site, by, decided))
        .isPresent();
  }

  /// Ends a hold in the caller's transaction, who then [#tell]s.
  ///
  /// @return false, and nothing is written, if it is not on hold
  public boolean releaseWithin(SerialNumber serialNumber, Actor by, Optional<Decided> decided) {
    return revocations
        .siteOf(serialNumber)
        .filter(site -> release(serialNumber, now(), site, by, decided))
        .isPresent();
  }

  /// Has the next list made soon.
  public void tell() {
    changed.run();
  }

  private Revoked revokedNow(SerialNumber serialNumber, RevocationReason reason) {
    return new Revoked(serialNumber, now(), reason);
  }

  /// In whole seconds, as CRL and OCSP will say.
  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private boolean add(Revoked revoked, SiteId site, Actor by, Optional<Decided> decided) {
    boolean added = revocations.add(revoked, by.subject());
    if (added) {
      log.append(by, eventOf(revoked, site), decided);
    }
    return added;
  }

  private static Event eventOf(Revoked revoked, SiteId site) {
    return revoked.reason().isForGood()
        ? new Event.CertificateRevoked(site, revoked.serialNumber(), revoked.reason())
        : new Event.CertificateHeld(site, revoked.serialNumber());
  }
}
