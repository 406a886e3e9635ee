package org.gridseal.enrollment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Event;
import org.gridseal.authorisation.Restrictions;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningKey;
import org.gridseal.authority.Stage;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.policy.AccessNetworks;
import org.gridseal.policy.Connection;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Punctuality;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.HardwareSerial;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryAuthorisations;
import org.gridseal.testing.InMemoryCodes;
import org.gridseal.testing.InMemoryDevices;
import org.gridseal.testing.Keys;
import org.gridseal.testing.RecordingLog;
import org.gridseal.testing.Requests;
import org.gridseal.x509.HardwareModuleName;

/// A utility with one approved home and one device, whose clock, key and database obey the test.
/// The policy and the profiles are the shipped ones.
final class EnrollmentFixture {
  static final String PROFILE = "ieee2030.5-device";
  static final HardwareModuleName HARDWARE =
      new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032");

  static final Channel CHANNEL =
      new Channel(
          InetAddress.getLoopbackAddress(),
          "device",
          "TLSv1.3",
          "TLS_AES_128_GCM_SHA256",
          false,
          Authorities.NOW,
          Authorities.NOW,
          Optional.empty());

  /// Twelve octets, as a Finished message has.
  static final Channel.Binding BINDING =
      new Channel.Binding(Channel.Kind.TLS_UNIQUE, "dGhpcyB1bmlxdWUu");

  private static final HardwareModuleName NEIGHBOUR =
      new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150033");

  // First, because the authority below asks for the time as soon as it is made.
  private Instant now = Authorities.NOW;
  private AccessNetworks networks = networks("test-data/networks.yaml");

  final DeviceId device = new DeviceId(new UUID(0, 1));
  final SiteId site = new SiteId(new UUID(0, 2));
  final RecordingLog log = new RecordingLog();
  final BrokenKey key = new BrokenKey();
  final InMemoryDevices devices = new InMemoryDevices();
  final InMemoryCodes store = new InMemoryCodes();
  final InMemoryCertificates certificates = new InMemoryCertificates(devices);
  final List<Duration> pauses = new ArrayList<>();
  final DirectTransactions transactions = new DirectTransactions();
  final Punctuality punctuality = new Punctuality();
  final Authorities authorities;
  final InMemoryAuthorisations authorisations = new InMemoryAuthorisations();
  final Restrictions restrictions = new Restrictions(authorisations, this::now);
  final PolicyBook policies;
  final OneTimeCodes codes;
  final Enrollment enrollment;

  /// The CAs of the moment.
  private volatile Hierarchy hierarchy;

  EnrollmentFixture() {
    this(UnaryOperator.identity());
  }

  /// @param change of the text of the shipped policy
  EnrollmentFixture(UnaryOperator<String> change) {
    this(change, PROFILE);
  }

  /// @param issued a profile; its authority is the utility's
  EnrollmentFixture(UnaryOperator<String> change, String issued) {
    this(change, issued, Optional.empty());
  }

  /// @param kept the key of the authority, instead of [#key]
  EnrollmentFixture(SigningKey kept) {
    this(UnaryOperator.identity(), PROFILE, Optional.of(kept));
  }

  private EnrollmentFixture(
      UnaryOperator<String> change, String issued, Optional<SigningKey> kept) {
    authorities = new Authorities(kept.orElse(key), this::now);
    policies = policies(change);
    hierarchy = hierarchy(issued);
    var chance = new SecureRandom();
    codes =
        new OneTimeCodes(
            store,
            devices,
            policies,
            transactions,
            log,
            this::now,
            () -> CodeHash.drawnFrom(chance, UUID.randomUUID()),
            pauses::add);
    enrollment =
        new Enrollment(
            devices,
            certificates,
            codes,
            this::supersede,
            restrictions::objectionTo,
            policies,
            () -> networks,
            Authorities.profiles(),
            () -> hierarchy,
            transactions,
            log,
            punctuality,
            this::now,
            Keys::p256);
    transactions.enlist(log::mark);
    transactions.enlist(certificates::mark);
    transactions.enlist(store::mark);
    register(PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(5));
  }

  /// Every CA of a utility, and the one of a profile that may be somebody else's.
  private Hierarchy hierarchy(String issued) {
    return Hierarchy.of(
        Stream.of("ieee2030.5-device", "csip-aggregator", "tls-server", issued)
            .map(Authorities::profile)
            .map(authorities::issuerOf)
            .distinct()
            .toArray(CertificationAuthority[]::new));
  }

  private static PolicyBook policies(UnaryOperator<String> change) {
    try {
      String shipped = Files.readString(Path.of("policies/sites.yaml"));
      return PolicyBook.parse(change.apply(shipped).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AccessNetworks networks(String file) {
    try {
      return AccessNetworks.parse(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets other networks be known from now on.
  void become(AccessNetworks known) {
    networks = known;
  }

  private boolean supersede(SerialNumber serialNumber, DeviceId by) {
    boolean first = certificates.revoke(serialNumber);
    if (first) {
      log.append(
          Actor.device(by),
          new Event.CertificateRevoked(site, serialNumber, RevocationReason.superseded));
    }
    return first;
  }

  /// Lets other CAs issue from now on.
  void become(Hierarchy next) {
    hierarchy = next;
  }

  /// Lets the next generation of the devices' CA take over; the one before only answers.
  void becomeSucceeded() {
    CertificationAuthority before = authorities.issuing();
    CertificationAuthority next = authorities.successorOfIssuing();
    hierarchy =
        new Hierarchy(
            List.of(generation(before, Stage.retiring), generation(next, Stage.issuing)),
            List.of());
  }

  private static Hierarchy.Generation generation(CertificationAuthority authority, Stage stage) {
    return new Hierarchy.Generation(
        AuthorityName.parse(authority.shortName()),
        stage,
        authority.certificate(),
        Optional.of(authority));
  }

  Hierarchy hierarchy() {
    return hierarchy;
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /// Registers the device anew.
  void register(String profile, Standing standing, ApparentPower size) {
    var hardware =
        new HardwareIdentity(HARDWARE.type(), HardwareSerial.fromHex(HARDWARE.serialNumber()));
    devices.put(
        new RegisteredDevice(
            device, site, hardware, profile, standing, Connection.atLowVoltage(size)));
  }

  /// Registers one more device, at the same site.
  void register(DeviceId id, HardwareModuleName name) {
    var hardware = new HardwareIdentity(name.type(), HardwareSerial.fromHex(name.serialNumber()));
    devices.put(
        new RegisteredDevice(
            id,
            site,
            hardware,
            PROFILE,
            Standing.APPROVED,
            Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(5))));
  }

  /// Registers a second device, at the same site.
  void registerNeighbour() {
    register(new DeviceId(new UUID(0, 3)), NEIGHBOUR);
  }

  Outcome enrollNeighbour(KeyPair keys) {
    return enroll(new Credential.FactoryCertificate(NEIGHBOUR, false), Requests.of(keys).encoded());
  }

  void become(Standing standing) {
    register(PROFILE, standing, ApparentPower.ofKilovoltAmperes(5));
  }

  static Credential factory() {
    return new Credential.FactoryCertificate(HARDWARE, false);
  }

  /// Asks with the factory certificate for the registered profile.
  Outcome enroll(KeyPair keys) {
    return enroll(factory(), Requests.of(keys).encoded());
  }

  static Attempt attempt(Credential credential, Channel channel) {
    return new Attempt(credential, channel, Optional.empty(), Optional.empty());
  }

  Outcome enroll(Credential credential, byte[] body) {
    return enrollment.enroll(attempt(credential, CHANNEL), body);
  }

  /// Asks with a new key over a connection whose binding is known.
  Outcome enrollLinked(Credential credential, String challengePassword) {
    return enrollLinked(
        credential,
        challengePassword,
        "device-2030.5",
        "TLSv1.2",
        "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8");
  }

  /// The same over TLS 1.3.
  Outcome enrollLinkedOver13(Credential credential, String challengePassword) {
    return enrollLinked(
        credential, challengePassword, "device", "TLSv1.3", "TLS_AES_128_GCM_SHA256");
  }

  private Outcome enrollLinked(
      Credential credential,
      String challengePassword,
      String listener,
      String protocol,
      String suite) {
    var bound =
        new Channel(
            InetAddress.getLoopbackAddress(),
            listener,
            protocol,
            suite,
            false,
            now,
            now,
            Optional.of(BINDING));
    byte[] body = Requests.fresh().challengePassword(challengePassword).encoded();
    return enrollment.enroll(attempt(credential, bound), body);
  }

  /// Asks, and expects a certificate.
  X509Certificate issue(KeyPair keys) {
    return certificate(enroll(keys));
  }

  static X509Certificate certificate(Outcome outcome) {
    if (outcome instanceof Outcome.Issued(X509Certificate certificate)) {
      return certificate;
    }
    throw new AssertionError("not issued: " + outcome);
  }

  /// The kinds of event in the log, in order.
  List<String> events() {
    return log.events.stream().map(Object::getClass).map(Class::getSimpleName).toList();
  }

  /// The rules of the last refusal in the log.
  List<String> refusals() {
    return log.events.getLast() instanceof Event.EnrollmentRefused(var request, List<String> rules)
        ? rules
        : List.of();
  }
}
