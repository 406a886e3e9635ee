package org.gridseal.enrollment;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningException;
import org.gridseal.database.DatabaseException;
import org.gridseal.policy.Decision;
import org.gridseal.policy.KeyAlgorithm;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Violation;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.HardwareModuleName;
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

  private static final Violation UNKNOWN_DEVICE =
      new Violation(
          "", "device-registered", "register the device, with its hardware type and serial");

  private static final Logger LOGGER = System.getLogger(Enrollment.class.getName());

  private final Devices devices;
  private final Certificates certificates;
  private final OneTimeCodes codes;
  private final PolicyBook policies;
  private final Map<String, CertificateProfile> profiles;
  private final Transactions transactions;
  private final AuditLog log;
  private final Issuance issuance;
  private final Objections objections;

  public Enrollment(
      Devices devices,
      Certificates certificates,
      OneTimeCodes codes,
      PolicyBook policies,
      List<CertificateProfile> profiles,
      CertificationAuthority authority,
      Transactions transactions,
      AuditLog log,
      InstantSource time) {
    this.devices = devices;
    this.certificates = certificates;
    this.codes = codes;
    this.policies = policies;
    this.profiles = CertificateProfile.byName(profiles);
    this.transactions = transactions;
    this.log = log;
    this.objections = new Objections(certificates, this.profiles);
    this.issuance =
        new Issuance(
            authority, devices, certificates, transactions, log, time, Hash.of(policies.digest()));
  }

  /// Whether a label names a profile that devices may ask for.
  public boolean offers(String label) {
    return objections.offers(label);
  }

  /// Decides one request (RFC 7030 §4.2.1, §4.2.2).
  ///
  /// @param label the profile asked for; empty for the one that the device is registered with
  /// @param body the request's ASN.1 bytes, not base64, capped by the caller
  /// @throws MalformedException if the body is no acceptable request; that is recorded, too
  public Outcome enroll(
      Credential credential, Channel channel, Optional<String> label, byte[] body) {
    return orUnavailable(() -> decide(credential, channel, label, body));
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
      Credential credential, Channel channel, Optional<String> label, byte[] body) {
    Optional<OneTimeCodes.Kept> code = codeOf(credential);
    if (isStranger(credential, code)) {
      // Before anything is looked up or recorded: a stranger learns no device and fills no log.
      return new Outcome.Unauthenticated();
    }
    // 4: is this a device that was registered?
    Optional<RegisteredDevice> found = deviceOf(credential);
    if (found.isEmpty()) {
      return refuse(credential, body, List.of(UNKNOWN_DEVICE));
    }
    RegisteredDevice device = found.get();
    // 3: only who is known may make us parse.
    CertificationRequest request = parse(credential, body);
    if (code.filter(kept -> isSpentOnAnother(kept, request)).isPresent()) {
      return new Outcome.Unauthenticated();
    }
    String profile = label.orElse(device.profile());
    List<Violation> violations = objections.to(credential, channel, device, request, profile);
    if (!violations.isEmpty()) {
      return refuse(credential, body, violations);
    }
    if (device.standing() == RegisteredDevice.Standing.WAITING) {
      return new Outcome.Waiting(PAUSE_FOR_A_PERSON, "the site waits for its approval");
    }
    // 5: may this site have this key, this profile, shown to be itself in this way?
    return switch (decide(credential, channel, device, request, profile)) {
      case Decision.Refused(List<Violation> reasons) -> refuse(credential, body, reasons);
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
                      predecessorOf(credential)),
                  code));
    };
  }

  /// Turns down a body in which there is no request to decide, and records that.
  ///
  /// @param body as received; nothing if it was too large to be read
  public Outcome turnDown(Credential credential, byte[] body, Violation reason) {
    return orUnavailable(
        () ->
            isStranger(credential, codeOf(credential))
                ? new Outcome.Unauthenticated()
                : refuse(credential, body, List.of(reason)));
  }

  private Optional<RegisteredDevice> deviceOf(Credential credential) {
    return switch (credential) {
      case Credential.FactoryCertificate(HardwareModuleName name, boolean attested) ->
          devices.find(Objections.identityOf(name));
      case Credential.OperatorCertificate operator ->
          certificates.find(serialOf(operator)).flatMap(kept -> devices.find(kept.device()));
      case Credential.OneTimeCode code -> devices.find(code.device());
    };
  }

  private static boolean isStranger(Credential credential, Optional<OneTimeCodes.Kept> code) {
    return credential instanceof Credential.OneTimeCode && code.isEmpty();
  }

  private CertificationRequest parse(Credential credential, byte[] body) {
    try {
      return CertificationRequest.parse(body);
    } catch (MalformedException e) {
      refuse(credential, body, List.of(new Violation("", "request-well-formed", "malformed")));
      throw e;
    }
  }

  private Decision decide(
      Credential credential,
      Channel channel,
      RegisteredDevice device,
      CertificationRequest request,
      String profile) {
    return policies.decideEnrollment(
        device.connection(),
        KeyAlgorithm.named(request.key().curve().toString()),
        profile,
        credential.kind(),
        Objections.isLinked(channel, request));
  }

  private Optional<OneTimeCodes.Kept> codeOf(Credential credential) {
    return credential instanceof Credential.OneTimeCode shown
        ? codes.matching(shown)
        : Optional.empty();
  }

  /// A spent code still opens the door for the key it was spent on, whose answer may be lost.
  private boolean isSpentOnAnother(OneTimeCodes.Kept code, CertificationRequest request) {
    return code.spentOn().isPresent() && certificateFor(code, request.key()).isEmpty();
  }

  /// What a spent code was spent on, if it is for that key and still good.
  private Optional<Outcome> certificateFor(OneTimeCodes.Kept code, SubjectKey key) {
    return code.spentOn()
        .filter(serialNumber -> !certificates.isRevoked(serialNumber))
        .flatMap(certificates::find)
        .map(KeptCertificate::certificate)
        .filter(kept -> Arrays.equals(kept.getPublicKey().getEncoded(), key.encoded()))
        .map(Outcome.Issued::new);
  }

  /// A spent code gives back what it was spent on, and nothing else, however long ago that was.
  private Outcome issue(Issuance.Application application, Optional<OneTimeCodes.Kept> code) {
    return code.flatMap(kept -> certificateFor(kept, application.key()))
        .orElseGet(
            () ->
                issuance.certify(
                    application,
                    serialNumber ->
                        code.map(kept -> codes.spend(kept, serialNumber)).orElse(true)));
  }

  private CertificateProfile profileNamed(String name) {
    return Objects.requireNonNull(profiles.get(name), "a device's profile was loaded at the start");
  }

  private Outcome recorded(Credential credential, byte[] body, Outcome outcome) {
    return outcome instanceof Outcome.Refused(List<Violation> reasons)
        ? refuse(credential, body, reasons)
        : outcome;
  }

  private Outcome refuse(Credential credential, byte[] body, List<Violation> violations) {
    List<String> rules = violations.stream().map(Violation::rule).toList();
    transactions.durably(
        () -> {
          log.append(actorOf(credential), new Event.EnrollmentRefused(Hash.ofLeaf(body), rules));
        });
    return new Outcome.Refused(violations);
  }

  private static Actor actorOf(Credential credential) {
    String subject =
        switch (credential) {
          case Credential.FactoryCertificate factory -> "factory certificate";
          case Credential.OperatorCertificate operator -> "certificate:" + serialOf(operator);
          case Credential.OneTimeCode code -> Actor.device(code.device()).subject();
        };
    return new Actor(subject, Set.of(), "");
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
