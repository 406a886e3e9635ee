package org.gridseal.authority;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// The first three members of a CertID: a hash algorithm, and with it the hashes of an issuer's
/// name and key (RFC 6960 §4.1.1), as they are encoded.
public final class IssuerHash {
  private final byte[] encoded;

  IssuerHash(byte[] encoded) {
    this.encoded = encoded;
  }

  /// All forms in which an authority can be asked about: SHA-1, which RFC 5019 §2.1.1 demands, and
  /// SHA-256, each with and without the NULL that some write as the algorithm's parameters.
  public static List<IssuerHash> allOf(X509Certificate authority) {
    return Stream.of(OIWObjectIdentifiers.idSHA1, NISTObjectIdentifiers.id_sha256)
        .flatMap(
            algorithm ->
                Stream.of(
                    of(new AlgorithmIdentifier(algorithm), algorithm, authority),
                    of(new AlgorithmIdentifier(algorithm, DERNull.INSTANCE), algorithm, authority)))
        .toList();
  }

  private static IssuerHash of(
      AlgorithmIdentifier identifier, ASN1ObjectIdentifier algorithm, X509Certificate authority) {
    byte[] name = authority.getSubjectX500Principal().getEncoded();
    byte[] key =
        SubjectPublicKeyInfo.getInstance(authority.getPublicKey().getEncoded())
            .getPublicKeyData()
            .getOctets();
    byte[] first = EncodedValue.of(identifier);
    byte[] second = Asn1Octets.of(Asn1Octets.OCTET_STRING, hash(algorithm, name));
    byte[] third = Asn1Octets.of(Asn1Octets.OCTET_STRING, hash(algorithm, key));
    byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    System.arraycopy(third, 0, all, first.length + second.length, third.length);
    return new IssuerHash(all);
  }

  private static byte[] hash(ASN1ObjectIdentifier algorithm, byte[] content) {
    boolean isSha1 = algorithm.equals(OIWObjectIdentifiers.idSHA1);
    try {
      return MessageDigest.getInstance(isSha1 ? "SHA-1" : "SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has both", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IssuerHash hash && Arrays.equals(encoded, hash.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }
}
