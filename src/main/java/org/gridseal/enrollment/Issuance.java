package org.gridseal.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Draft;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.Subject;
import org.gridseal.enrollment.Certificates.Progress;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Violation;
import org.gridseal.x509.HardwareModuleName;
import org.gridseal.x509.SubjectKey;

/// Logs the intent, signs, keeps and logs the certificate: in that order, always.
///
/// Each step is durable before the next begins, so a crash leaves either nothing, or an intent
/// without a certificate, which the next request for it completes with the very bytes that were
/// intended. No key is ever used for something that is not in the log.
final class Issuance {
  /// Within this time the same key for the same device gets the certificate it already has: the
  /// answer was lost, and nobody wants a second certificate. Later it is a renewal with the old
  /// key.
  static final Duration RETRY_WINDOW = Duration.ofHours(24);

  /// Whoever made us revoke a certificate may have the key; it is not certified again.
  private static final Outcome REVOKED_KEY =
      new Outcome.Refused(
          List.of(
              new Violation(
                  "",
                  "key-not-revoked",
                  "make a new key; the certificate of this one is revoked")));

  private final CertificationAuthority authority;
  private final Certificates certificates;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Hash policyDigest;

  Issuance(
      CertificationAuthority authority,
      Certificates certificates,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Hash policyDigest) {
    this.authority = authority;
    this.certificates = certificates;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.policyDigest = policyDigest;
  }

  /// Issues, or finds what was issued a moment ago.
  ///
  /// @param spend gets the serial number, in the transaction that keeps the certificate; when it
  ///   says no, nothing is kept
  /// @return refused if the key's last certificate was revoked, unauthenticated if `spend` said no
  Outcome certify(Application application, Predicate<SerialNumber> spend) {
    return switch (progress(application)) {
      case Progress.Issued(KeptCertificate kept, int generation, boolean revoked) -> {
        if (revoked) {
          yield REVOKED_KEY;
        }
        yield isRecent(kept.issuedAt())
            ? new Outcome.Issued(kept.certificate())
            : issue(application, generation + 1, spend);
      }
      case Progress.Intended(Intent intent) ->
          resume(application, intent)
              .map(draft -> complete(intent, draft, spend))
              .orElseGet(() -> issue(application, intent.generation() + 1, spend));
      case Progress.None() -> issue(application, 1, spend);
    };
  }

  private Progress progress(Application application) {
    return certificates.progress(
        application.device().id(), application.profile().name(), application.key());
  }

  /// An old intent is left alone: the dates in it are old, too. One that the authority does not
  /// recognise as its own is never signed.
  private Optional<Draft> resume(Application application, Intent intent) {
    return isRecent(intent.at())
        ? authority.resume(
            application.profile(),
            subjectOf(application.device()),
            application.key(),
            intent.draft())
        : Optional.empty();
  }

  private boolean isRecent(Instant then) {
    return then.plus(RETRY_WINDOW).isAfter(time.instant());
  }

  private Outcome issue(Application application, int generation, Predicate<SerialNumber> spend) {
    Draft draft =
        authority.prepare(
            application.profile(),
            subjectOf(application.device()),
            application.key(),
            application.policy().certificate().lifetime());
    Intent intent = intent(application, generation, draft);
    if (transactions.durably(() -> intend(intent))) {
      return complete(intent, draft, spend);
    }
    // Another replica had the same request at the same time; its intent is ours as well.
    return certify(application, spend);
  }

  private static Subject subjectOf(RegisteredDevice device) {
    return Subject.device(
        new HardwareModuleName(device.hardware().type(), device.hardware().serial().toString()));
  }

  private Intent intent(Application application, int generation, Draft draft) {
    return new Intent(
        application.device().id(),
        application.device().site(),
        application.profile().name(),
        authority.shortName(),
        application.key(),
        generation,
        application.predecessor(),
        draft.record(),
        time.instant());
  }

  private boolean intend(Intent intent) {
    if (!certificates.intend(intent)) {
      return false;
    }
    log.append(
        actor(intent.device()),
        new Event.IssuanceIntended(
            intent.site(),
            intent.device(),
            intent.draft().serialNumber(),
            intent.profile(),
            policyDigest,
            Hash.ofLeaf(intent.draft().toBeSigned())));
    return true;
  }

  private Outcome complete(Intent intent, Draft draft, Predicate<SerialNumber> spend) {
    var kept =
        new KeptCertificate(
            intent.device(),
            intent.site(),
            intent.profile(),
            intent.authority(),
            intent.predecessor(),
            authority.sign(draft),
            time.instant());
    if (!transactions.durably(() -> spend.test(kept.serialNumber()) && keep(kept))) {
      return certificates
          .find(kept.serialNumber())
          .<Outcome>map(other -> new Outcome.Issued(other.certificate()))
          .orElseGet(Outcome.Unauthenticated::new);
    }
    return new Outcome.Issued(kept.certificate());
  }

  private boolean keep(KeptCertificate kept) {
    if (!certificates.keep(kept)) {
      return false;
    }
    Actor actor = actor(kept.device());
    log.append(
        actor,
        new Event.CertificateIssued(
            kept.site(), kept.device(), kept.serialNumber(), Hash.ofLeaf(kept.encoded())));
    kept.predecessor()
        .ifPresent(
            predecessor ->
                log.append(
                    actor,
                    new Event.CertificateSucceeded(
                        kept.device(), predecessor, kept.serialNumber())));
    return true;
  }

  private static Actor actor(DeviceId device) {
    return new Actor("device:" + device, Set.of(), "");
  }

  /// Everything that was decided about one certificate before it is drafted.
  record Application(
      RegisteredDevice device,
      CertificateProfile profile,
      SecurityPolicy policy,
      SubjectKey key,
      Optional<SerialNumber> predecessor) {}
}
