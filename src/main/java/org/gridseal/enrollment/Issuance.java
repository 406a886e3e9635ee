package org.gridseal.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Draft;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningException;
import org.gridseal.enrollment.Certificates.Keeping;
import org.gridseal.enrollment.Certificates.Progress;
import org.gridseal.policy.Ruling;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Violation;
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

  /// A key is one device's: by it, and by nothing else, a device is known on the wire.
  private static final Outcome SHARED_KEY =
      new Outcome.Refused(
          List.of(
              new Violation("", "key-not-shared", "make a new key; another device has this one")));

  private final Supplier<Hierarchy> authorities;
  private final Devices devices;
  private final Certificates certificates;
  private final IssuanceCommits commits;
  private final InstantSource time;

  Issuance(
      Supplier<Hierarchy> authorities,
      Devices devices,
      Certificates certificates,
      Transactions transactions,
      AuditLog log,
      InstantSource time) {
    this.authorities = authorities;
    this.devices = devices;
    this.certificates = certificates;
    this.commits = new IssuanceCommits(certificates, transactions, log);
    this.time = time;
  }

  /// Issues, or finds what was issued a moment ago.
  ///
  /// @param spend gets the serial number, in the transaction that keeps the certificate; when it
  ///   says no, nothing is kept
  /// @return refused if the profile has no such key, or its last certificate was revoked or is
  ///   another device's, or if its private half is published, or if the device or the certificate
  ///   shown is not let in any more; unauthenticated if `spend` said no
  Outcome certify(Application application, Predicate<SerialNumber> spend) {
    return UnfitKey.refusalOf(application.profile(), application.key())
        // Nearly every key is new, and whether it is, the intent finds out: that saves a look.
        .orElseGet(() -> issue(application, 1, spend));
  }

  /// Goes on with a key that has been seen before.
  private Outcome certifyKnown(Application application, Predicate<SerialNumber> spend) {
    return switch (certificates.progress(application.key())) {
      case Progress.Issued(KeptCertificate kept, int generation, boolean revoked) -> {
        if (revoked) {
          yield REVOKED_KEY;
        }
        if (isAnothers(kept.device(), application)) {
          yield SHARED_KEY;
        }
        yield isAnswerTo(application, kept)
            ? new Outcome.Issued(kept.certificate())
            : issue(application, generation + 1, spend);
      }
      case Progress.Intended(Intent intent) ->
          isAnothers(intent.device(), application)
              ? SHARED_KEY
              : resume(application, intent)
                  .map(taken -> complete(application, intent, taken, spend))
                  .orElseGet(() -> issue(application, intent.generation() + 1, spend));
      case Progress.None() -> issue(application, 1, spend);
    };
  }

  /// A device that was released and registered anew may bring its key along.
  private boolean isAnothers(DeviceId holder, Application application) {
    return !holder.equals(application.device().id()) && devices.find(holder).isPresent();
  }

  private boolean isAnswerTo(Application application, KeptCertificate kept) {
    return kept.device().equals(application.device().id())
        && kept.profile().equals(application.profile().name())
        && isRecent(kept.issuedAt());
  }

  /// An old intent is left alone: the dates in it are old, too. One that its authority does not
  /// recognise as its own is never signed; and it is its authority alone that signs it, though
  /// another may have taken over since.
  private Optional<Prepared> resume(Application application, Intent intent) {
    return isRecent(intent.at())
        ? authorities
            .get()
            .named(intent.authority())
            .flatMap(
                authority ->
                    authority
                        .resume(
                            application.profile(),
                            application.device().subject(),
                            application.key(),
                            intent.draft())
                        .map(draft -> new Prepared(authority, draft)))
        : Optional.empty();
  }

  private boolean isRecent(Instant then) {
    return then.plus(RETRY_WINDOW).isAfter(time.instant());
  }

  private Outcome issue(Application application, int generation, Predicate<SerialNumber> spend) {
    Prepared prepared = prepare(application);
    Intent intent = intent(application, generation, prepared);
    if (commits.intend(new IssuanceCommits.Intended(intent, application.ruling()))) {
      return complete(application, intent, prepared, spend);
    }
    // The device asks again, or another replica had its request at the same time.
    return certifyKnown(application, spend);
  }

  private Prepared prepare(Application application) {
    CertificationAuthority authority =
        authorities
            .get()
            .issuing(application.profile().issuer())
            .orElseThrow(
                () -> new SigningException("no CA issues " + application.profile().name()));
    return new Prepared(
        authority,
        authority.prepare(
            application.profile(),
            application.device().subject(),
            application.key(),
            application.policy().certificate().lifetime()));
  }

  private Intent intent(Application application, int generation, Prepared prepared) {
    return new Intent(
        application.device().id(),
        application.device().site(),
        application.profile().name(),
        prepared.authority().shortName(),
        application.key(),
        generation,
        application.predecessor(),
        prepared.draft().record(),
        time.instant());
  }

  private Outcome complete(
      Application application, Intent intent, Prepared prepared, Predicate<SerialNumber> spend) {
    var signed =
        new KeptCertificate(
            intent.device(),
            intent.site(),
            intent.profile(),
            intent.authority(),
            intent.predecessor(),
            prepared.authority().sign(prepared.draft()),
            time.instant());
    Period overlap = application.policy().certificate().lfdiOverlap();
    return commits
        .keep(new IssuanceCommits.Signed(signed, overlap, application.shown(), spend))
        .map(keeping -> outcomeOf(keeping, signed))
        .orElseGet(Outcome.Unauthenticated::new);
  }

  private Outcome outcomeOf(Keeping keeping, KeptCertificate signed) {
    return switch (keeping) {
      case Keeping.Kept _ -> new Outcome.Issued(signed.certificate());
      case Keeping.Late() ->
          new Outcome.Issued(certificates.find(signed.serialNumber()).orElseThrow().certificate());
      case Keeping.Closed closed -> new Outcome.Refused(Objections.to(closed));
    };
  }

  /// A draft, and the one authority that may sign it.
  private record Prepared(CertificationAuthority authority, Draft draft) {}

  /// Everything that was decided about one certificate before it is drafted.
  ///
  /// @param shown the certificate of ours by which whoever asks was let in
  /// @param lost the certificate in whose place this one comes, because its key was lost
  record Application(
      RegisteredDevice device,
      CertificateProfile profile,
      Ruling ruling,
      SubjectKey key,
      Optional<SerialNumber> shown,
      Optional<SerialNumber> lost) {
    SecurityPolicy policy() {
      return ruling.policy();
    }

    Optional<SerialNumber> predecessor() {
      return shown.or(() -> lost);
    }
  }
}
