package org.gridseal.authority;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/// Writes what leads from one root to another: the other's key under the other's name, signed by
/// this one (NewWithOld and OldWithNew, RFC 4210 §4.4.1).
final class RootSuccession {
  private RootSuccession() {}

  /// Encodes the content.
  ///
  /// It says of the other root what that says of itself; and lives no longer than either, so that
  /// it helps nobody to believe a root whose time is over.
  ///
  /// @param issuerKey the key identifier of the root that signs
  static byte[] write(
      X509Certificate other,
      SerialNumber serialNumber,
      X500Name issuer,
      byte[] issuerKey,
      AlgorithmIdentifier algorithm,
      Instant notBefore,
      Instant notAfter) {
    var content = new V3TBSCertificateGenerator();
    content.setSerialNumber(new ASN1Integer(serialNumber.value()));
    content.setSignature(algorithm);
    content.setIssuer(issuer);
    content.setStartDate(CertificateContent.time(notBefore));
    content.setEndDate(CertificateContent.time(notAfter));
    content.setSubject(X500Name.getInstance(other.getSubjectX500Principal().getEncoded()));
    content.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfo.getInstance(other.getPublicKey().getEncoded()));
    try {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(
          Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKey));
      copy(other, Extension.subjectKeyIdentifier, extensions);
      copy(other, Extension.keyUsage, extensions);
      copy(other, Extension.certificatePolicies, extensions);
      copy(other, Extension.basicConstraints, extensions);
      content.setExtensions(extensions.generate());
      return content.generateTBSCertificate().getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  private static void copy(
      X509Certificate from, ASN1ObjectIdentifier identifier, ExtensionsGenerator to)
      throws IOException {
    byte[] value = from.getExtensionValue(identifier.getId());
    if (value != null) {
      boolean critical = from.getCriticalExtensionOIDs().contains(identifier.getId());
      to.addExtension(identifier, critical, ASN1OctetString.getInstance(value).getOctets());
    }
  }
}
