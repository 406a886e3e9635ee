package org.gridseal.enrollment;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.gridseal.audit.Actor;
import org.gridseal.authorisation.Restrictions;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SigningException;
import org.gridseal.policy.AccessNetworks;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Punctuality;
import org.gridseal.revocation.Revocation;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey.Fault;
import org.gridseal.testing.InMemoryAuthorisations;
import org.gridseal.testing.InMemoryRevocations;
import org.gridseal.testing.InMemoryRoots;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Requests;
import org.gridseal.x509.HardwareModuleName;

/// The utility of [EnrollmentFixture] with its door open: for tests of what stands before it. It
/// trusts one manufacturer, and knows one device of it.
public final class OpenUtility {
  private final EnrollmentFixture fixture;
  private final Manufacturer manufacturer = Manufacturer.mica();
  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final InMemoryRoots roots = new InMemoryRoots();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private volatile CountDownLatch door = new CountDownLatch(0);

  public OpenUtility() {
    this(UnaryOperator.identity());
  }

  /// @param policy changes the text of the shipped one
  public OpenUtility(UnaryOperator<String> policy) {
    fixture = new EnrollmentFixture(policy);
    roots.trust(manufacturer, false);
  }

  public Enrollment enrollment() {
    return fixture.enrollment;
  }

  public Credentials credentials() {
    return new Credentials(roots, () -> fixture.hierarchy().bundle(Optional.empty()), this::now);
  }

  public OwnRevocation ownRevocation() {
    var revocation =
        new Revocation(
            revocations, fixture.transactions, fixture.log, () -> Authorities.NOW, () -> {});
    return new OwnRevocation(
        fixture.devices,
        fixture.certificates,
        (serialNumber, reason, by) -> revocation.revoke(serialNumber, reason, Actor.device(by)));
  }

  /// What was decided about LFDIs.
  public InMemoryAuthorisations authorisations() {
    return fixture.authorisations;
  }

  public Restrictions restrictions() {
    return fixture.restrictions;
  }

  /// Makes the site a large one, which may come over one line only.
  public void allowLine(String address) {
    fixture.register(
        EnrollmentFixture.PROFILE,
        RegisteredDevice.Standing.APPROVED,
        ApparentPower.ofKilovoltAmperes(250));
    fixture.become(
        AccessNetworks.parse(
            "networks: [{ name: line, says: one, path: ip-allow-list, ranges: [%s] }]"
                .formatted(address)
                .getBytes(StandardCharsets.UTF_8)));
  }

  public Punctuality punctuality() {
    return fixture.punctuality;
  }

  public PolicyBook policies() {
    return fixture.policies;
  }

  /// Issues a certificate of ours to the device that is registered, for new keys of its own.
  public Manufacturer.Device certified() {
    KeyPair keys = Keys.p256();
    X509Certificate certificate = fixture.issue(keys);
    return new Manufacturer.Device(
        keys, List.of(certificate, fixture.authorities.issuing().certificate()));
  }

  /// Revokes a certificate of ours in the register.
  public void revoke(X509Certificate certificate) {
    fixture.certificates.revoke(new SerialNumber(certificate.getSerialNumber()));
  }

  /// By the clock of TLS, which is the real one.
  public SessionLimits sessionLimits() {
    return new SessionLimits(
        fixture.devices, fixture.certificates, fixture.policies, InstantSource.system());
  }

  /// Signs as the authority does, if its key is there.
  public Optional<byte[]> sign(String type, byte[] content, List<X509Certificate> more) {
    try {
      return Optional.of(fixture.authorities.issuing().signedMessage(type, content, more));
    } catch (SigningException e) {
      return Optional.empty();
    }
  }

  /// Lets the keeper of the key fail from now on, or work again.
  public void become(Fault fault) {
    fixture.key.become(fault);
  }

  /// Lets other CAs issue from now on.
  public void become(Hierarchy authorities) {
    fixture.become(authorities);
  }

  /// Registers one more device, and gives it as it left the factory.
  ///
  /// @param serialNumber of its hardware, hexadecimal
  public Manufacturer.Device anotherDevice(String serialNumber) {
    var name = new HardwareModuleName(EnrollmentFixture.HARDWARE.type(), serialNumber);
    fixture.register(new DeviceId(UUID.randomUUID()), name);
    return manufacturer.device(name);
  }

  /// The clock of everything but TLS.
  public Instant time() {
    return fixture.now();
  }

  /// Lets time pass, but for TLS.
  public void pass(Duration time) {
    fixture.pass(time);
  }

  /// The kinds of event in the log, in order.
  public List<String> events() {
    return fixture.events();
  }

  /// The id of the device that is registered.
  public DeviceId deviceId() {
    return fixture.device;
  }

  /// A one-time code of the device.
  public String oneTimeCode() {
    return fixture.codes.issue(fixture.device, Actor.GRIDSEAL).orElseThrow().code();
  }

  /// Lets nobody be recognised until [#release].
  public void hold() {
    door = new CountDownLatch(1);
  }

  public void release() {
    door.countDown();
  }

  /// Returns when somebody stands before the door.
  public void awaitArrival() throws InterruptedException {
    arrived.await();
  }

  /// Whoever would recognise a device looks at the clock.
  private Instant now() {
    try {
      arrived.countDown();
      door.await();
      return fixture.now();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The device that is registered, as it left the factory.
  public Manufacturer.Device device() {
    return manufacturer.device(EnrollmentFixture.HARDWARE);
  }

  /// Why the last request was refused, by the names of rules.
  public List<String> refusals() {
    return fixture.refusals();
  }

  /// A request for a new key.
  ///
  /// @param challengePassword what the request says it was signed for
  public static byte[] request(Optional<String> challengePassword) {
    Requests request = Requests.of(Keys.p256());
    challengePassword.ifPresent(request::challengePassword);
    return request.encoded();
  }
}
