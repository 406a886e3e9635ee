package org.gridseal.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.V1TBSCertificateGenerator;

/// A certificate that stands beside a new key until the authority's own is there: PKCS #12 files
/// and PKCS #11 tokens show a private key only beside a certificate.
///
/// It is of version 1 and has no extension, so no path goes through it: it is no CA's (RFC 5280
/// §6.1.4 k), and nothing trusts it.
public final class Placeholder {
  private static final Instant NEVER_ENDS = Instant.parse("9999-12-31T23:59:59Z");

  private Placeholder() {}

  /// @param name the key's name, which becomes the CN
  /// @throws SigningException if the key gives no signature
  public static X509Certificate of(String name, SigningKey key) {
    SignatureAlgorithm algorithm = SignatureAlgorithm.of(key.publicKey());
    X500Name title = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    var content = new V1TBSCertificateGenerator();
    content.setSerialNumber(new ASN1Integer(1));
    content.setSignature(algorithm.algorithmIdentifier());
    content.setIssuer(title);
    content.setSubject(title);
    content.setStartDate(CertificateContent.time(Instant.EPOCH));
    content.setEndDate(CertificateContent.time(NEVER_ENDS));
    content.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(key.publicKey().getEncoded()));
    try {
      byte[] encoded = content.generateTBSCertificate().getEncoded(ASN1Encoding.DER);
      return new RecordedDraft(new SerialNumber(BigInteger.ONE), encoded)
          .signed(new VerifiedKey(key).sign(encoded));
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }
}
