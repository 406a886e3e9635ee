package org.gridseal.enrollment;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.lint.Finding;
import org.gridseal.lint.Lint;
import org.gridseal.lint.Specimen;
import org.gridseal.site.Violation;
import org.gridseal.x509.MalformedException;
import org.gridseal.x509.SubjectKey;

/// What a certificate must be, so that a manufacturer may vouch with it. Whether its owner is who
/// it says is for two people to find out.
final class RootRequirements {
  /// Octets of its encoding; the table takes no more.
  static final int LARGEST = 8192;

  /// 112 bits of strength (SP 800-57 Part 1 §5.6.1, table 2).
  private static final int SMALLEST_RSA = 2048;

  /// Larger ones only make each chain slow to verify.
  private static final int LARGEST_RSA = 8192;

  /// Bit 5 of KeyUsage (RFC 5280 §4.2.1.3).
  private static final int KEY_CERT_SIGN = 5;

  private static final String TOO_SHORT = "rsa-too-short";

  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  private RootRequirements() {}

  static List<Violation> violations(X509Certificate certificate, Instant now) {
    return Stream.of(
            toSize(certificate),
            toAuthority(certificate),
            toKeyUsage(certificate),
            toKey(certificate.getPublicKey()),
            toSoundKey(certificate),
            toSignature(certificate),
            toConstraints(certificate),
            toValidity(certificate, now))
        .flatMap(Optional::stream)
        .toList();
  }

  /// Whether it is signed with its own key.
  static boolean isSelfSigned(X509Certificate certificate) {
    return isSelfIssued(certificate) && verifies(certificate);
  }

  private static Optional<Violation> toSize(X509Certificate certificate) {
    try {
      return certificate.getEncoded().length <= LARGEST
          ? Optional.empty()
          : violation("root-size", "the certificate is larger than " + LARGEST + " octets");
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  private static Optional<Violation> toAuthority(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0
        ? Optional.empty()
        : violation("root-authority", "the certificate is no certification authority's");
  }

  private static Optional<Violation> toKeyUsage(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return usage != null && usage[KEY_CERT_SIGN]
        ? Optional.empty()
        : violation("root-signs", "the certificate's key may not sign certificates (keyCertSign)");
  }

  private static Optional<Violation> toKey(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      int bits = rsa.getModulus().bitLength();
      return bits >= SMALLEST_RSA && bits <= LARGEST_RSA ? Optional.empty() : unfitKey();
    }
    try {
      SubjectKey.of(key);
      return Optional.empty();
    } catch (MalformedException e) {
      return unfitKey();
    }
  }

  /// Everybody below a root whose key others have, or can compute, could be anybody.
  private static Optional<Violation> toSoundKey(X509Certificate certificate) {
    return Lint.errorsInKey(specimenOf(certificate)).stream()
        .map(Finding::name)
        // A short key has been spoken of.
        .filter(name -> !name.equals(TOO_SHORT))
        .findFirst()
        .flatMap(
            name ->
                violation(
                    "root-key-sound",
                    "the key is not safe (%s); ask the manufacturer for another root"
                        .formatted(name)));
  }

  /// The certificate as the lint reads it.
  static Specimen specimenOf(X509Certificate certificate) {
    try {
      return Specimen.parse(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  private static Optional<Violation> unfitKey() {
    return violation(
        "root-key",
        "the key must be on P-256 or P-384, or RSA of %d to %d bits"
            .formatted(SMALLEST_RSA, LARGEST_RSA));
  }

  /// Who names itself as its issuer must be it.
  private static Optional<Violation> toSignature(X509Certificate certificate) {
    return !isSelfIssued(certificate) || verifies(certificate)
        ? Optional.empty()
        : violation(
            "root-signature", "the certificate names itself as issuer and is not signed so");
  }

  /// Devices may not take authorities with name constraints (IEEE 2030.5-2018 §6.11), and those of
  /// an anchor would be passed over without a word.
  private static Optional<Violation> toConstraints(X509Certificate certificate) {
    return certificate.getExtensionValue(NAME_CONSTRAINTS) == null
        ? Optional.empty()
        : violation("root-constraints", "the certificate has name constraints");
  }

  private static Optional<Violation> toValidity(X509Certificate certificate, Instant now) {
    return certificate.getNotAfter().toInstant().isBefore(now)
        ? violation("root-valid", "the certificate has expired")
        : Optional.empty();
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  private static boolean verifies(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Optional<Violation> violation(String rule, String sentence) {
    return Optional.of(new Violation("/pem", rule, sentence));
  }
}
