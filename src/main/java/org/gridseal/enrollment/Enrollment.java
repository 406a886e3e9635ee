package org.gridseal.enrollment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.RequestAttributes;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningException;
import org.gridseal.database.DatabaseException;
import org.gridseal.policy.Controls.Enrollment.Linking;
import org.gridseal.policy.Decision;
import org.gridseal.policy.KeyAlgorithm;
import org.gridseal.policy.KeyOrigin;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Proposal;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Violation;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.KeyPackage;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.SubjectKey;

/// Decides a certification request and, if nothing stands against it, has it issued.
///
/// The numbers in [#enroll] are those of `docs/issuance.md`.
public final class Enrollment {
  /// How long a device is asked to wait for a person: short enough to enroll on the day of the
  /// approval, long enough that a fleet in the queue costs nothing.
  private static final Duration PAUSE_FOR_A_PERSON = Duration.ofMinutes(5);

  /// How long to wait for a key or a database that is away.
  private static final Duration PAUSE_FOR_A_MACHINE = Duration.ofSeconds(10);

  /// What nearly every device is registered with.
  private static final String USUAL_PROFILE = "ieee2030.5-device";

  private static final Violation UNKNOWN_DEVICE =
      new Violation(
          "", "device-registered", "register the device, with its hardware type and serial");

  private static final Logger LOGGER = System.getLogger(Enrollment.class.getName());

  private final ShownCode.Doors doors;
  private final PolicyBook policies;
  private final Map<String, CertificateProfile> profiles;
  private final Supplier<Hierarchy> authorities;
  private final InstantSource time;
  private final Supplier<KeyPair> keys;
  private final Refusals refusals;
  private final Holders holders;
  private final Issuance issuance;
  private final Objections objections;

  /// @param authorities those of the moment; asked anew for each certificate
  /// @param keys makes a new P-256 key pair at each call
  public Enrollment(
      Devices devices,
      Certificates certificates,
      OneTimeCodes codes,
      Supersession supersession,
      Admission admission,
      PolicyBook policies,
      List<CertificateProfile> profiles,
      Supplier<Hierarchy> authorities,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Supplier<KeyPair> keys) {
    this.doors = new ShownCode.Doors(codes, certificates, supersession);
    this.policies = policies;
    this.profiles = CertificateProfile.byName(profiles);
    this.authorities = authorities;
    this.time = time;
    this.keys = keys;
    this.holders = new Holders(devices, certificates);
    this.refusals = new Refusals(transactions, log);
    this.objections = new Objections(certificates, admission, this.profiles, authorities);
    this.issuance =
        new Issuance(
            authorities,
            devices,
            certificates,
            transactions,
            log,
            time,
            Hash.of(policies.digest()));
  }

  /// Whether a label names a profile that devices may ask for, and a CA is there that issues it.
  public boolean offers(String label) {
    return objections.offers(label);
  }

  /// What a device needs to believe certificates of ours, whichever root it knows (RFC 7030
  /// §4.1.3).
  ///
  /// @param label a profile that is offered; empty means all of them
  public List<X509Certificate> authorities(Optional<String> label) {
    return authorities.get().bundle(label.map(name -> profileNamed(name).issuer()));
  }

  /// Decides one request (RFC 7030 §4.2.1, §4.2.2).
  ///
  /// @param body the request's ASN.1 bytes, not base64, capped by the caller
  /// @throws MalformedException if the body is no acceptable request; that is recorded, too
  public Outcome enroll(Attempt attempt, byte[] body) {
    return orUnavailable(
        () -> decide(attempt, body, KeyOrigin.DEVICE, () -> CertificationRequest.parse(body)));
  }

  /// Decides a request for a certificate and its key, which is made here and forgotten as soon as
  /// it is sent (RFC 7030 §4.4).
  ///
  /// @throws MalformedException as [#enroll] does
  public Outcome enrollWithKey(Attempt attempt, byte[] body) {
    return orUnavailable(
        () -> {
          KeyPair made = keys.get();
          var request = new AtomicReference<CertificationRequest>();
          Outcome outcome =
              decide(
                  attempt,
                  body,
                  KeyOrigin.SERVER,
                  () ->
                      request.updateAndGet(
                          none ->
                              CertificationRequest.parseFor(
                                  SubjectKey.of(made.getPublic()), body)));
          return outcome instanceof Outcome.Issued(X509Certificate certificate)
              ? new Outcome.IssuedWithKey(
                  certificate, packed(made.getPrivate(), certificate, attempt, request.get()))
              : outcome;
        });
  }

  /// What a device is told to put into its request (RFC 7030 §4.5).
  ///
  /// @param credential who asks, if that is known: what its policy demands is then told, too
  /// @return a CsrAttrs, ASN.1
  /// @throws DatabaseException if it cannot be found out who asks
  public byte[] requestAttributes(Optional<Credential> credential, Optional<String> label) {
    // A code is not verified here, so it names nobody.
    Optional<RegisteredDevice> device =
        credential.filter(it -> !(it instanceof Credential.OneTimeCode)).flatMap(holders::of);
    String profile =
        label
            .or(() -> device.map(RegisteredDevice::profile))
            .filter(this::offers)
            .orElse(USUAL_PROFILE);
    boolean linked =
        device
            .map(it -> policies.policyFor(it.connection()).controls().enrollment().linking())
            .filter(Linking.REQUIRED::equals)
            .isPresent();
    return RequestAttributes.of(profileNamed(profile), linked);
  }

  /// A key or a database that is away is nobody's fault out there, and comes back.
  private static Outcome orUnavailable(Supplier<Outcome> work) {
    try {
      return work.get();
    } catch (SigningException | RejectedExecutionException | DatabaseException e) {
      // One line: when the database is away, a whole fleet comes by.
      LOGGER.log(Level.WARNING, "a device is asked to come back: {0}", e.getMessage());
      LOGGER.log(Level.DEBUG, "why", e);
      return new Outcome.Unavailable(PAUSE_FOR_A_MACHINE);
    }
  }

  private Outcome decide(
      Attempt attempt, byte[] body, KeyOrigin origin, Supplier<CertificationRequest> parsing) {
    Credential credential = attempt.credential();
    ShownCode code =
        doors.seeing(
            credential,
            origin == KeyOrigin.SERVER ? Optional.of(Hash.ofLeaf(body)) : Optional.empty());
    if (code.isWrong()) {
      // Before anything is looked up or recorded: a stranger learns no device and fills no log.
      return new Outcome.Unauthenticated();
    }
    // 4: is this a device that was registered?
    Optional<RegisteredDevice> found = holders.of(credential);
    if (found.isEmpty()) {
      return refusals.refuse(credential, body, List.of(UNKNOWN_DEVICE));
    }
    // Here, because the look into the register has told whether anything was decided just now.
    Optional<Violation> keptOut = objections.toIdentity(attempt);
    if (keptOut.isPresent()) {
      return refusals.refuse(credential, body, List.of(keptOut.get()));
    }
    RegisteredDevice device = found.get();
    // 3: only who is known may make us parse.
    CertificationRequest request = parsed(credential, body, parsing);
    if (code.isSpentOnAnother(request.key())) {
      return new Outcome.Unauthenticated();
    }
    String profile = attempt.label().orElse(device.profile());
    List<Violation> violations = objections.to(attempt, device, request, profile);
    if (!violations.isEmpty()) {
      return refusals.refuse(credential, body, violations);
    }
    if (device.standing() == RegisteredDevice.Standing.WAITING) {
      return new Outcome.Waiting(PAUSE_FOR_A_PERSON, "the site waits for its approval");
    }
    // 5: may this site have this key, this profile, shown to be itself in this way?
    Proposal proposal = proposal(attempt, origin, request, profile);
    return switch (policies.decideEnrollment(device.connection(), proposal)) {
      case Decision.Refused(List<Violation> reasons) -> refusals.refuse(credential, body, reasons);
      case Decision.Permitted(SecurityPolicy policy) ->
          recorded(
              credential,
              body,
              issue(
                  new Issuance.Application(
                      device,
                      profileNamed(profile),
                      policy,
                      request.key(),
                      predecessorOf(credential).or(code::lost)),
                  code));
    };
  }

  /// Turns down a body in which there is no request to decide, and records that.
  ///
  /// @param body as received; nothing if it was too large to be read
  public Outcome turnDown(Credential credential, byte[] body, Violation reason) {
    return orUnavailable(
        () ->
            doors.seeing(credential, Optional.empty()).isWrong()
                ? new Outcome.Unauthenticated()
                : refusals.refuse(credential, body, List.of(reason)));
  }

  private CertificationRequest parsed(
      Credential credential, byte[] body, Supplier<CertificationRequest> parsing) {
    try {
      return parsing.get();
    } catch (MalformedException e) {
      refusals.refuse(
          credential, body, List.of(new Violation("", "request-well-formed", "malformed")));
      throw e;
    }
  }

  private Proposal proposal(
      Attempt attempt, KeyOrigin origin, CertificationRequest request, String profile) {
    return new Proposal(
        KeyAlgorithm.named(request.key().kind().toString()),
        origin,
        profile,
        attempt.credential().kind(),
        Objections.isLinked(attempt.channel(), request),
        attempt.credential().expiredFor(time.instant()));
  }

  /// Encrypted if the request wants it so, else left to the protection of TLS.
  private KeyPackage packed(
      PrivateKey made, X509Certificate certificate, Attempt attempt, CertificationRequest request) {
    return request.decryptionKey().isPresent()
        ? issuerOf(certificate).seal(made, attempt.shown().orElseThrow())
        : KeyPackage.plain(made.getEncoded());
  }

  private CertificationAuthority issuerOf(X509Certificate certificate) {
    return authorities
        .get()
        .issuerOf(certificate)
        .orElseThrow(() -> new SigningException("the CA of the certificate has just ended"));
  }

  private Outcome issue(Issuance.Application application, ShownCode code) {
    return code.answerFor(application.key())
        .orElseGet(() -> issuance.certify(application, code::spendOn));
  }

  private CertificateProfile profileNamed(String name) {
    return Objects.requireNonNull(profiles.get(name), "a device's profile was loaded at the start");
  }

  private Outcome recorded(Credential credential, byte[] body, Outcome outcome) {
    return outcome instanceof Outcome.Refused(List<Violation> reasons)
        ? refusals.refuse(credential, body, reasons)
        : outcome;
  }

  private static Optional<SerialNumber> predecessorOf(Credential credential) {
    return credential instanceof Credential.OperatorCertificate operator
        ? Optional.of(serialOf(operator))
        : Optional.empty();
  }

  private static SerialNumber serialOf(Credential.OperatorCertificate operator) {
    return new SerialNumber(operator.certificate().getSerialNumber());
  }
}
