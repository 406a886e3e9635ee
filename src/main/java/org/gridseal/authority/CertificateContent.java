package org.gridseal.authority;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.gridseal.authority.CertificateProfile.Attribute;

/// Writes the TBSCertificate that a profile describes (RFC 5280 §4.1.2), and nothing that it does
/// not describe.
final class CertificateContent {
  /// From this year on dates are GeneralizedTime (RFC 5280 §4.1.2.5).
  private static final int FIRST_GENERALIZED_YEAR = 2050;

  private static final DateTimeFormatter GENERALIZED =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'");
  private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'");

  private CertificateContent() {}

  /// Encodes the content.
  ///
  /// @param issuer empty for a root, which is its own
  /// @param issuerKey the key identifier of the issuer; empty for a root, which has none
  /// @param algorithm of the issuer's key
  /// @throws IllegalArgumentException if the subject lacks what the profile requires
  /// @throws IllegalStateException if what was written breaks a standard or is not its profile's
  static byte[] write(
      CertificateProfile profile,
      SerialNumber serialNumber,
      Optional<X500Name> issuer,
      byte[] issuerKey,
      SignatureAlgorithm algorithm,
      Subject subject,
      SubjectPublicKeyInfo key,
      Instant notBefore,
      Instant notAfter,
      StatusLocations locations) {
    requireAll(profile, subject);
    try {
      var content = new V3TBSCertificateGenerator();
      writeHead(
          content,
          serialNumber,
          algorithm,
          issuer.orElseGet(() -> name(profile, subject)),
          key,
          notBefore,
          notAfter);
      content.setSubject(name(profile, subject));
      content.setExtensions(
          CertificateExtensions.write(
              profile, subject, issuerKey, keyIdentifier(key), locations.of(serialNumber)));
      return DraftCheck.passed(
          profile, content.generateTBSCertificate().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  private static void requireAll(CertificateProfile profile, Subject subject) {
    List<String> lacking = subject.lacks(profile);
    if (!lacking.isEmpty()) {
      throw new IllegalArgumentException(
          "profile %s names what the subject has not: %s"
              .formatted(profile.name(), String.join(", ", lacking)));
    }
  }

  private static void writeHead(
      V3TBSCertificateGenerator content,
      SerialNumber serialNumber,
      SignatureAlgorithm algorithm,
      X500Name issuer,
      SubjectPublicKeyInfo key,
      Instant notBefore,
      Instant notAfter) {
    content.setSerialNumber(new ASN1Integer(serialNumber.value()));
    content.setSignature(algorithm.algorithmIdentifier());
    content.setIssuer(issuer);
    content.setStartDate(time(notBefore));
    content.setEndDate(time(notAfter));
    content.setSubjectPublicKeyInfo(key);
  }

  static Time time(Instant instant) {
    LocalDateTime moment = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    return moment.getYear() < FIRST_GENERALIZED_YEAR
        ? new Time(new ASN1UTCTime(moment.format(UTC)))
        : new Time(new ASN1GeneralizedTime(moment.format(GENERALIZED)));
  }

  static X500Name name(CertificateProfile profile, Subject subject) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    for (Attribute attribute : profile.subject()) {
      name.addRDN(identifier(attribute), encoded(attribute, subject.value(attribute)));
    }
    return name.build();
  }

  static ASN1ObjectIdentifier identifier(Attribute attribute) {
    return switch (attribute) {
      case C -> BCStyle.C;
      case O -> BCStyle.O;
      case CN -> BCStyle.CN;
      case serialNumber -> BCStyle.SERIALNUMBER;
    };
  }

  private static ASN1Encodable encoded(Attribute attribute, String value) {
    // Country and serial number are PrintableString, names are UTF8String (RFC 5280 appendix A.1).
    return attribute == Attribute.C || attribute == Attribute.serialNumber
        ? new DERPrintableString(value, true)
        : new DERUTF8String(value);
  }

  /// Eight octets: 0100 and the low 60 bits of the SHA-1 of the key's bit string (RFC 5280
  /// §4.2.1.2, method 2). SHA-1 names the key here; nothing is trusted because of it.
  static byte[] keyIdentifier(SubjectPublicKeyInfo key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(key.getPublicKeyData().getOctets());
      byte[] identifier = Arrays.copyOfRange(digest, digest.length - 8, digest.length);
      identifier[0] = (byte) (0x40 | (identifier[0] & 0x0f));
      return identifier;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
