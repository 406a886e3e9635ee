package org.gridseal.revocation;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.SiteId;

/// Revokes certificates. From the moment [#revoke] returns, OCSP says so, the device listener
/// refuses the certificate, and the next CRL lists it. That one is made at once, or, if it cannot
/// be, when it is next asked for; the revocation stands either way.
public final class Revocation {
  private final Revocations revocations;
  private final CrlPublisher publisher;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;

  public Revocation(
      Revocations revocations,
      CrlPublisher publisher,
      Transactions transactions,
      AuditLog log,
      InstantSource time) {
    this.revocations = revocations;
    this.publisher = publisher;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
  }

  /// What became of the wish to revoke.
  public sealed interface Result {
    record Done(Revoked revoked) implements Result {}

    /// It had been revoked before; the first reason stands.
    record AlreadyRevoked() implements Result {}

    record NoSuchCertificate() implements Result {}
  }

  /// Revokes one certificate, durably.
  ///
  /// @throws org.gridseal.database.DatabaseException if nothing was revoked, as far as is known
  public Result revoke(SerialNumber serialNumber, RevocationReason reason, Actor by) {
    Optional<SiteId> site = revocations.siteOf(serialNumber);
    if (site.isEmpty()) {
      return new Result.NoSuchCertificate();
    }
    Revoked revoked = revokedNow(serialNumber, reason);
    boolean first = transactions.durably(() -> add(revoked, site.get(), by));
    // Also when it was revoked before: whoever tries again may do so because this failed last time.
    publisher.publishIfPossible();
    return first ? new Result.Done(revoked) : new Result.AlreadyRevoked();
  }

  /// Revokes a certificate in whose place another one comes, in the caller's transaction. The next
  /// CRL lists it.
  ///
  /// @return false, and nothing is written, if it is revoked already, or there is none
  public boolean supersede(SerialNumber serialNumber, Actor by) {
    return revocations
        .siteOf(serialNumber)
        .filter(site -> add(revokedNow(serialNumber, RevocationReason.superseded), site, by))
        .isPresent();
  }

  /// In whole seconds, as CRL and OCSP will say.
  private Revoked revokedNow(SerialNumber serialNumber, RevocationReason reason) {
    return new Revoked(serialNumber, time.instant().truncatedTo(ChronoUnit.SECONDS), reason);
  }

  private boolean add(Revoked revoked, SiteId site, Actor by) {
    boolean added = revocations.add(revoked, by.subject());
    if (added) {
      log.append(by, new Event.CertificateRevoked(site, revoked.serialNumber(), revoked.reason()));
    }
    return added;
  }
}
