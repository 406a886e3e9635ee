package org.gridseal.x509;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// The octets by which a certificate's key may be named (RFC 5280 §4.2.1.2).
public final class KeyIdentifier {
  private KeyIdentifier() {}

  /// What the certificate says of itself, if it does, and the SHA-1 of its key's bit string.
  public static List<byte[]> allOf(X509Certificate certificate) {
    return Stream.concat(stated(certificate).stream(), Stream.of(computed(certificate))).toList();
  }

  private static Optional<byte[]> stated(X509Certificate certificate) {
    return Optional.ofNullable(
            certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId()))
        .map(extension -> ASN1OctetString.getInstance(extension).getOctets())
        .map(value -> SubjectKeyIdentifier.getInstance(value).getKeyIdentifier());
  }

  /// SHA-1 names the key here; nothing is trusted because of it.
  private static byte[] computed(X509Certificate certificate) {
    try {
      var info = SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
      return MessageDigest.getInstance("SHA-1").digest(info.getPublicKeyData().getOctets());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
