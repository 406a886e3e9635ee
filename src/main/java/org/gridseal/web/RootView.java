package org.gridseal.web;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.gridseal.enrollment.Fingerprint;
import org.gridseal.enrollment.ManufacturerRoot;
import org.gridseal.enrollment.TrustedManufacturers;
import org.gridseal.x509.Pem;

/// A manufacturer's root as the API shows it. People are the identity provider's ids: no name is
/// kept here.
///
/// @param fingerprint SHA-256 over the certificate's encoding, 64 hexadecimal digits
/// @param generation 1, and one more each time that it comes back after it was retired
/// @param selfSigned whether it is signed with its own key; if not, by somebody above it
/// @param succeeds fingerprint of the root that it takes over from
public record RootView(
    String fingerprint,
    int generation,
    String name,
    ManufacturerRoot.State state,
    boolean attested,
    String subject,
    boolean selfSigned,
    String key,
    Instant notBefore,
    Instant notAfter,
    Optional<String> succeeds,
    String addedBy,
    Instant addedAt,
    Optional<String> confirmedBy,
    Optional<Instant> confirmedAt,
    Optional<String> retiredBy,
    Optional<Instant> retiredAt,
    String pem) {
  static RootView of(ManufacturerRoot root) {
    X509Certificate certificate = root.root().certificate();
    return new RootView(
        root.fingerprint().toString(),
        root.generation(),
        root.root().name(),
        root.state(),
        root.root().attested(),
        certificate.getSubjectX500Principal().toString(),
        TrustedManufacturers.isSelfSigned(certificate),
        KeyText.of(certificate.getPublicKey()),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        root.succeeds().map(Fingerprint::toString),
        root.added().by(),
        root.added().at(),
        root.confirmed().map(ManufacturerRoot.Act::by),
        root.confirmed().map(ManufacturerRoot.Act::at),
        root.retired().map(ManufacturerRoot.Act::by),
        root.retired().map(ManufacturerRoot.Act::at),
        pem(certificate));
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.write("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
