package org.gridseal.x509;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.Certificate;

/// Certificates for the wire: a certs-only CMS message, degenerate SignedData without content and
/// without signers (RFC 5652 §5, RFC 7030 §4.1.3).
public record CertificateBundle(List<X509Certificate> certificates) {
  public CertificateBundle {
    certificates = List.copyOf(certificates);
  }

  /// The message's ASN.1 encoding, not base64.
  public byte[] encoded() {
    ASN1EncodableVector members = new ASN1EncodableVector();
    certificates.forEach(certificate -> members.add(structureOf(certificate)));
    SignedData message =
        new SignedData(
            new DERSet(),
            new ContentInfo(CMSObjectIdentifiers.data, null),
            new DERSet(members),
            null,
            new DERSet());
    try {
      return new ContentInfo(CMSObjectIdentifiers.signedData, message).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  private static Certificate structureOf(X509Certificate certificate) {
    try {
      return Certificate.getInstance(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
