package org.gridseal.enrollment;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// An issued certificate in the register.
///
/// @param predecessor the certificate it replaced
public record KeptCertificate(
    DeviceId device,
    SiteId site,
    String profile,
    String authority,
    Optional<SerialNumber> predecessor,
    X509Certificate certificate,
    Instant issuedAt) {

  public SerialNumber serialNumber() {
    return new SerialNumber(certificate.getSerialNumber());
  }

  public Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  public Lfdi lfdi() {
    return Lfdi.ofCertificate(encoded());
  }

  /// Of its issuer, as it stands in the certificate.
  byte[] signature() {
    return certificate.getSignature();
  }

  /// The certificate's ASN.1 encoding.
  public byte[] encoded() {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
