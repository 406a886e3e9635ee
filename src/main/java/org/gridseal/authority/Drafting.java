package org.gridseal.authority;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.gridseal.x509.SubjectKey;

/// What an authority decides and writes before its key is used.
final class Drafting {
  private final X500Name name;
  private final byte[] keyIdentifier;
  private final Lifetimes lifetimes;
  private final SignatureAlgorithm algorithm;
  private final StatusLocations locations;
  private final InstantSource time;
  private final Supplier<SerialNumber> serialNumbers;

  /// @param authority its own certificate
  /// @throws IllegalArgumentException if it does not say which key it is for
  Drafting(
      X509Certificate authority,
      StatusLocations locations,
      InstantSource time,
      Supplier<SerialNumber> serialNumbers) {
    this.name = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
    this.keyIdentifier = identifierOf(authority);
    this.lifetimes = new Lifetimes(authority);
    this.algorithm = SignatureAlgorithm.of(authority.getPublicKey());
    this.locations = locations;
    this.time = time;
    this.serialNumbers = serialNumbers;
  }

  /// What the certificate says of itself: not every authority computes it as we do, and whoever
  /// builds paths compares the octets (RFC 5280 §4.2.1.1).
  private static byte[] identifierOf(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId());
    if (extension == null) {
      throw new IllegalArgumentException("the authority's certificate has no key identifier");
    }
    byte[] identifier = ASN1OctetString.getInstance(extension).getOctets();
    return SubjectKeyIdentifier.getInstance(identifier).getKeyIdentifier();
  }

  /// As [CertificationAuthority#establishRoot] says.
  static Draft root(
      CertificateProfile profile,
      Subject subject,
      PublicKey key,
      StatusLocations locations,
      InstantSource time,
      Supplier<SerialNumber> serialNumbers) {
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(key);
    requireKind(profile, SubjectKey.of(key));
    requireSignature(profile, algorithm);
    Instant notBefore = Lifetimes.notBefore(time.instant());
    SerialNumber serialNumber = serialNumbers.get();
    return new Draft(
        serialNumber,
        CertificateContent.write(
            profile,
            serialNumber,
            Optional.empty(),
            new byte[0],
            algorithm,
            subject,
            SubjectPublicKeyInfo.getInstance(key.getEncoded()),
            notBefore,
            Lifetimes.longest(notBefore, profile),
            locations));
  }

  /// As [CertificationAuthority#prepare] says.
  Draft prepare(
      CertificateProfile profile, Subject subject, SubjectKey subjectKey, Period validity) {
    requireKind(profile, subjectKey);
    requireSignature(profile, algorithm);
    requireLive();
    SerialNumber serialNumber = serialNumbers.get();
    Instant notBefore = Lifetimes.notBefore(time.instant());
    Instant notAfter = lifetimes.notAfter(notBefore, profile, validity);
    return new Draft(
        serialNumber, content(profile, serialNumber, subject, subjectKey, notBefore, notAfter));
  }

  private byte[] content(
      CertificateProfile profile,
      SerialNumber serialNumber,
      Subject subject,
      SubjectKey subjectKey,
      Instant notBefore,
      Instant notAfter) {
    return CertificateContent.write(
        profile,
        serialNumber,
        Optional.of(name),
        keyIdentifier,
        algorithm,
        subject,
        SubjectPublicKeyInfo.getInstance(subjectKey.encoded()),
        notBefore,
        notAfter,
        locations);
  }

  private static void requireKind(CertificateProfile profile, SubjectKey subjectKey) {
    if (!profile.keys().contains(subjectKey.kind().toString())) {
      throw new IllegalArgumentException(
          "profile %s has no key of %s".formatted(profile.name(), subjectKey.kind()));
    }
  }

  /// Who relies on certificates of such a profile may know no other algorithm.
  private static void requireSignature(CertificateProfile profile, SignatureAlgorithm algorithm) {
    if (profile.signature().filter(demanded -> demanded != algorithm).isPresent()) {
      throw new IllegalArgumentException(
          "profile %s is not signed with %s".formatted(profile.name(), algorithm));
    }
  }

  private void requireLive() {
    lifetimes.requireLive(time.instant(), locations.authority());
  }

  /// As [CertificationAuthority#resume] says.
  Optional<Draft> resume(
      CertificateProfile profile, Subject subject, SubjectKey subjectKey, RecordedDraft record) {
    byte[] toBeSigned = record.toBeSigned();
    SerialNumber serialNumber = record.serialNumber();
    try {
      TBSCertificate recorded = TBSCertificate.getInstance(toBeSigned);
      Instant notBefore = recorded.getStartDate().getDate().toInstant();
      Instant notAfter = recorded.getEndDate().getDate().toInstant();
      byte[] expected = content(profile, serialNumber, subject, subjectKey, notBefore, notAfter);
      boolean tooLong =
          notAfter.isAfter(lifetimes.notAfter(notBefore, profile, profile.validity().maximum()));
      return tooLong || !Arrays.equals(expected, toBeSigned)
          ? Optional.empty()
          : Optional.of(new Draft(serialNumber, expected));
    } catch (RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      return Optional.empty();
    }
  }

  /// As [CertificationAuthority#certifyRoot] says.
  Draft certifying(X509Certificate other) {
    requireLive();
    Instant notBefore = Lifetimes.notBefore(time.instant());
    Instant notAfter = lifetimes.notLonger(other.getNotAfter().toInstant());
    if (!notBefore.isBefore(notAfter)) {
      throw new IllegalStateException("the other root has expired");
    }
    SerialNumber serialNumber = serialNumbers.get();
    return new Draft(
        serialNumber,
        RootSuccession.write(
            other,
            serialNumber,
            name,
            keyIdentifier,
            algorithm.algorithmIdentifier(),
            notBefore,
            notAfter));
  }

  X500Name name() {
    return name;
  }

  SignatureAlgorithm algorithm() {
    return algorithm;
  }

  byte[] keyIdentifier() {
    return keyIdentifier.clone();
  }
}
