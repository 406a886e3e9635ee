package org.gridseal.x509;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;

/// The certificate policies that a certificate carries (RFC 5280 §4.2.1.4).
public final class CertificatePoliciesIn {
  private CertificatePoliciesIn() {}

  /// @return dotted object identifiers; none if there is no such extension
  /// @throws MalformedException if it cannot be read
  public static List<String> certificate(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.certificatePolicies.getId());
    if (extension == null) {
      return List.of();
    }
    try {
      var policies =
          CertificatePolicies.getInstance(ASN1OctetString.getInstance(extension).getOctets());
      return Arrays.stream(policies.getPolicyInformation())
          .map(policy -> policy.getPolicyIdentifier().getId())
          .toList();
    } catch (RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      throw new MalformedException("the certificate's policies cannot be read", e);
    }
  }
}
