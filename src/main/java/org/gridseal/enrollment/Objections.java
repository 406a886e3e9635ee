package org.gridseal.enrollment;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.Certificates.Keeping;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.HardwareSerial;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;
import org.gridseal.x509.CertificationRequest;
import org.gridseal.x509.HardwareModuleName;

/// What the register says against a request, before any policy is asked. All of it is named at
/// once, so that nobody has to find it piece by piece.
final class Objections {
  /// The rule by which a certificate that is revoked, or on hold, is refused.
  static final String REVOKED = "certificate-not-revoked";

  static final Violation UNKNOWN_DEVICE =
      new Violation(
          "", "device-registered", "register the device, with its hardware type and serial");

  private final Certificates certificates;
  private final Admission admission;
  private final Map<String, CertificateProfile> profiles;
  private final Supplier<Hierarchy> authorities;

  Objections(
      Certificates certificates,
      Admission admission,
      Map<String, CertificateProfile> profiles,
      Supplier<Hierarchy> authorities) {
    this.certificates = certificates;
    this.admission = admission;
    this.profiles = profiles;
    this.authorities = authorities;
  }

  /// What the utility has against the identity shown. Whoever shows none is not asked about: a
  /// person made the code.
  Optional<Violation> toIdentity(Attempt attempt) {
    return attempt.shown().map(Objections::lfdiOf).flatMap(admission::objectionTo);
  }

  private static Lfdi lfdiOf(X509Certificate shown) {
    try {
      return Lfdi.ofCertificate(shown.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  /// Whether devices may ask for a profile of that name, and a CA is there that issues it.
  boolean offers(String profile) {
    CertificateProfile found = profiles.get(profile);
    return found != null
        && found.enrollable()
        && authorities.get().issuing(found.issuer()).isPresent();
  }

  /// What is said of a request to whose device, or credential, something was done before its
  /// certificate could be kept: the same as if it had come after that.
  static List<Violation> to(Keeping.Closed closed) {
    return closed.registered()
        ? Stream.of(toShown(closed.revoked()), toSite(closed.open()))
            .flatMap(Optional::stream)
            .toList()
        : List.of(UNKNOWN_DEVICE);
  }

  List<Violation> to(
      Attempt attempt, RegisteredDevice device, CertificationRequest request, String profile) {
    return Stream.of(
            toCredential(attempt.credential()),
            toSite(device.standing() != Standing.CLOSED),
            toProfile(device, profile),
            toSubject(device, profile),
            toName(device, request),
            toLinking(attempt.channel(), request),
            toEncryption(attempt, request))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Violation> toCredential(Credential credential) {
    return toShown(
        credential instanceof Credential.OperatorCertificate operator
            && certificates.isRevoked(serialOf(operator)));
  }

  private static Optional<Violation> toShown(boolean revoked) {
    return revoked
        ? violation(
            REVOKED,
            "the certificate shown is revoked or suspended; ask the utility, and name its serial"
                + " number")
        : Optional.empty();
  }

  private static Optional<Violation> toSite(boolean open) {
    return open
        ? Optional.empty()
        : violation(
            "site-open",
            "the site is not approved, or has no use of this device now; ask the utility to reopen it");
  }

  private Optional<Violation> toProfile(RegisteredDevice device, String profile) {
    if (!offers(profile)) {
      return violation("profile-enrollable", "ask for a profile that devices may have");
    }
    return profile.equals(device.profile())
        ? Optional.empty()
        : violation("profile-registered", "the device is registered for " + device.profile());
  }

  /// What is not registered cannot be certified.
  private Optional<Violation> toSubject(RegisteredDevice device, String profile) {
    CertificateProfile asked = profiles.get(profile);
    if (asked == null || !asked.enrollable() || !profile.equals(device.profile())) {
      return Optional.empty();
    }
    List<String> lacking = device.subject().lacks(asked);
    return lacking.isEmpty()
        ? Optional.empty()
        : violation(
            "subject-registered",
            "register the device for another profile; of what this one names the register has no "
                + String.join(", no ", lacking));
  }

  private static Optional<Violation> toName(RegisteredDevice device, CertificationRequest request) {
    return request
        .requestedName()
        .filter(name -> !identityOf(name).equals(device.hardware()))
        .flatMap(
            name -> violation("hardware-name", "the request names hardware other than registered"));
  }

  /// A binding of another connection: somebody passes on what was signed elsewhere.
  private static Optional<Violation> toLinking(Channel channel, CertificationRequest request) {
    boolean isAnothers =
        request.linking().isPresent()
            && channel.binding().isPresent()
            && !isLinked(channel, request);
    return isAnothers
        ? violation("request-linked", "the request was not signed for this connection")
        : Optional.empty();
  }

  private static Optional<Violation> toEncryption(Attempt attempt, CertificationRequest request) {
    return attempt.canEncryptFor(request)
        ? Optional.empty()
        : violation(
            "decryption-key", "name the key of the certificate shown, by its key identifier");
  }

  /// Whether the request was signed for the very connection that brought it (RFC 7030 §3.5).
  static boolean isLinked(Channel channel, CertificationRequest request) {
    return channel
        .binding()
        .map(Channel.Binding::value)
        .flatMap(binding -> request.linking().filter(binding::equals))
        .isPresent();
  }

  private static Optional<Violation> violation(String rule, String sentence) {
    return Optional.of(new Violation("", rule, sentence));
  }

  static HardwareIdentity identityOf(HardwareModuleName name) {
    return new HardwareIdentity(name.type(), HardwareSerial.fromHex(name.serialNumber()));
  }

  private static SerialNumber serialOf(Credential.OperatorCertificate operator) {
    return new SerialNumber(operator.certificate().getSerialNumber());
  }
}
