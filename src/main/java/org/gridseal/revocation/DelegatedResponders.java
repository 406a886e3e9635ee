package org.gridseal.revocation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Draft;
import org.gridseal.authority.OcspResponder;
import org.gridseal.x509.SubjectKey;

/// The OCSP responders of this replica, one for each authority: a key that never leaves this
/// process, and a certificate of two weeks that is renewed after one. So an authority's key may be
/// away for a week, and OCSP goes on answering.
public final class DelegatedResponders {
  /// It cannot be revoked, so it must not live long (RFC 6960 §4.2.2.2.1).
  static final Period LIFE = Period.ofDays(14);

  /// Age at which it is renewed.
  static final Duration RENEWAL = Duration.ofDays(7);

  private static final Logger LOGGER = System.getLogger(DelegatedResponders.class.getName());

  private final Supplier<List<CertificationAuthority>> authorities;
  private final CertificateProfile profile;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Supplier<KeyPair> keys;
  private final ConcurrentMap<String, OcspResponder> current = new ConcurrentHashMap<>();

  /// @param profile `ocsp-responder`
  /// @param keys makes P-256 keys
  public DelegatedResponders(
      Supplier<List<CertificationAuthority>> authorities,
      CertificateProfile profile,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Supplier<KeyPair> keys) {
    this.authorities = authorities;
    this.profile = profile;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.keys = keys;
  }

  /// Gives every authority a responder whose certificate is fresh, as far as keys are there. For
  /// one thread.
  ///
  /// @return whether every authority has one
  /// @throws org.gridseal.database.DatabaseException if the log is away
  public boolean renew() {
    boolean done = true;
    for (CertificationAuthority authority : authorities.get()) {
      if (isLive(authority) && !isFresh(authority)) {
        done &= renew(authority);
      }
    }
    return done;
  }

  /// Nobody believes what one signs that has ended, and nothing that it issued is still good.
  private boolean isLive(CertificationAuthority authority) {
    return time.instant().isBefore(authority.certificate().getNotAfter().toInstant());
  }

  private boolean isFresh(CertificationAuthority authority) {
    Instant now = time.instant();
    return of(authority.shortName())
        .map(OcspResponder::certificate)
        .map(certificate -> isFresh(certificate, now))
        .orElse(false);
  }

  private static boolean isFresh(X509Certificate certificate, Instant now) {
    Instant notBefore = certificate.getNotBefore().toInstant();
    Instant notAfter = certificate.getNotAfter().toInstant();
    // Half of its life where the authority's end makes that shorter.
    Duration half = Duration.between(notBefore, notAfter).dividedBy(2);
    Duration age = half.compareTo(RENEWAL) < 0 ? half : RENEWAL;
    return now.isBefore(notBefore.plus(age));
  }

  private boolean renew(CertificationAuthority authority) {
    try {
      current.put(authority.shortName(), certified(authority));
      return true;
    } catch (RuntimeException e) {
      // Whatever is wrong with one authority must not keep the others from their responders.
      LOGGER.log(
          Level.WARNING,
          "the OCSP responder of {0} keeps its certificate: {1}",
          authority.shortName(),
          e.getMessage());
      return false;
    }
  }

  /// Logged like every signature of an authority: the intent first.
  private OcspResponder certified(CertificationAuthority authority) {
    KeyPair pair = keys.get();
    Draft draft =
        authority.prepare(profile, authority.responder(), SubjectKey.of(pair.getPublic()), LIFE);
    append(
        new Event.ResponderIntended(
            authority.shortName(), draft.serialNumber(), Hash.ofLeaf(draft.toBeSigned())));
    X509Certificate certificate = authority.sign(draft);
    append(
        new Event.ResponderCertified(
            authority.shortName(), draft.serialNumber(), Hash.ofLeaf(encoded(certificate))));
    return new OcspResponder(pair, certificate);
  }

  private void append(Event event) {
    transactions.durably(
        () -> {
          log.append(Actor.GRIDSEAL, event);
        });
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /// The responder of an authority, while its certificate is valid.
  public Optional<OcspResponder> of(String authority) {
    Instant now = time.instant();
    return Optional.ofNullable(current.get(authority))
        .filter(it -> now.isBefore(it.certificate().getNotAfter().toInstant()))
        .filter(it -> !now.isBefore(it.certificate().getNotBefore().toInstant()));
  }
}
