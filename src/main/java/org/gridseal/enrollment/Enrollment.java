package org.gridseal.enrollment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.RequestAttributes;
import org.gridseal.authority.SigningException;
import org.gridseal.database.DatabaseException;
import org.gridseal.policy.AccessNetworks;
import org.gridseal.policy.Controls;
import org.gridseal.policy.Controls.Enrollment.Linking;
import org.gridseal.policy.KeyOrigin;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Punctuality;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Violation;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.KeyPackage;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.SubjectKey;

/// Decides a certification request and, if nothing stands against it, has it issued.
///
/// What stands against it, [Assessment] finds out.
public final class Enrollment {
  /// How long to wait for a key or a database that is away.
  private static final Duration PAUSE_FOR_A_MACHINE = Duration.ofSeconds(10);

  /// What nearly every device is registered with.
  private static final String USUAL_PROFILE = "ieee2030.5-device";

  private static final Logger LOGGER = System.getLogger(Enrollment.class.getName());

  private final ShownCode.Doors doors;
  private final Policies policies;
  private final Devices devices;
  private final Map<String, CertificateProfile> profiles;
  private final Supplier<Hierarchy> authorities;
  private final Supplier<KeyPair> keys;
  private final Refusals refusals;
  private final Holders holders;
  private final Issuance issuance;
  private final Objections objections;
  private final Assessment assessment;
  private final Punctuality punctuality;
  private final InstantSource time;

  /// @param networks those of the moment, by which a site may be asked to come
  /// @param authorities those of the moment; asked anew for each certificate
  /// @param punctuality is told how long each certificate took
  /// @param keys makes a new P-256 key pair at each call
  public Enrollment(
      Devices devices,
      Certificates certificates,
      OneTimeCodes codes,
      Supersession supersession,
      Admission admission,
      Policies policies,
      Supplier<AccessNetworks> networks,
      List<CertificateProfile> profiles,
      Supplier<Hierarchy> authorities,
      Transactions transactions,
      AuditLog log,
      Punctuality punctuality,
      InstantSource time,
      Supplier<KeyPair> keys) {
    this.doors = new ShownCode.Doors(codes, certificates, supersession);
    this.policies = policies;
    this.devices = devices;
    this.profiles = CertificateProfile.byName(profiles);
    this.authorities = authorities;
    this.keys = keys;
    this.punctuality = punctuality;
    this.time = time;
    this.holders = new Holders(devices, certificates);
    this.refusals = new Refusals(transactions, log);
    this.objections = new Objections(certificates, admission, this.profiles, authorities);
    this.issuance = new Issuance(authorities, devices, certificates, transactions, log, time);
    this.assessment =
        new Assessment(
            doors, holders, objections, devices, policies, networks, this.profiles, refusals, time);
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
        () ->
            decide(
                new Assessment.Request(
                    attempt, body, KeyOrigin.DEVICE, () -> CertificationRequest.parse(body))));
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
                  new Assessment.Request(
                      attempt,
                      body,
                      KeyOrigin.SERVER,
                      () ->
                          request.updateAndGet(
                              none ->
                                  CertificationRequest.parseFor(
                                      SubjectKey.of(made.getPublic()), body))));
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
            .map(it -> policyOf(it).enrollment().linking())
            .filter(Linking.REQUIRED::equals)
            .isPresent();
    return RequestAttributes.of(profileNamed(profile), linked);
  }

  private Controls policyOf(RegisteredDevice device) {
    PolicyBook book = policies.inForce();
    return book.policyFor(devices.applicantFor(device, book)).controls();
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

  private Outcome decide(Assessment.Request asked) {
    Instant begun = time.instant();
    return switch (assessment.of(asked)) {
      case Assessment.Finding.Answered(Outcome outcome) -> outcome;
      case Assessment.Finding.Permitted(Issuance.Application application, ShownCode code) ->
          timed(application, begun, recorded(asked, issue(application, code)));
    };
  }

  private Outcome timed(Issuance.Application application, Instant begun, Outcome outcome) {
    if (outcome instanceof Outcome.Issued) {
      SecurityPolicy policy = application.ruling().policy();
      punctuality.took(
          Punctuality.What.ENROLLMENT,
          policy.tier(),
          Duration.between(begun, time.instant()),
          policy.controls().performance().enroll());
    }
    return outcome;
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

  private Outcome recorded(Assessment.Request asked, Outcome outcome) {
    return outcome instanceof Outcome.Refused(List<Violation> reasons)
        ? refusals.refuse(asked.credential(), asked.body(), reasons)
        : outcome;
  }
}
