package org.gridseal.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// A public key that a certificate may carry: a point on a named curve that is on the curve, or,
/// where somebody asks for it by name, one of ML-DSA.
///
/// IEEE 2030.5-2018 §6.11 asks for P-256; P-384 is kept for services outside it. Any other key, RSA
/// included, is refused while it is read, so that nobody downstream has to think of it. A device's
/// request never carries a key of ML-DSA: [#onCurve] reads none.
public final class SubjectKey {
  private static final String NO_POINT = "the key is no point on its curve";

  /// First octet of a point with both coordinates (SEC 1 §2.3.3).
  private static final byte UNCOMPRESSED = 4;

  private final Kind kind;
  private final PublicKey key;
  private final byte[] encoded;

  private SubjectKey(Kind kind, PublicKey key, byte[] encoded) {
    this.kind = kind;
    this.key = key;
    this.encoded = encoded;
  }

  /// Reads a SubjectPublicKeyInfo (RFC 5480 §2).
  ///
  /// @throws MalformedException if it is no point on P-256 or P-384
  static SubjectKey onCurve(SubjectPublicKeyInfo info) {
    if (!X9ObjectIdentifiers.id_ecPublicKey.equals(info.getAlgorithm().getAlgorithm())) {
      throw new MalformedException("the key is no elliptic curve key; make one on P-256");
    }
    Kind kind = curveOf(info);
    try {
      byte[] encoded = info.getEncoded("DER");
      PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      checkPoint(info.getPublicKeyData().getOctets(), (ECPublicKey) key);
      return new SubjectKey(kind, key, encoded);
    } catch (GeneralSecurityException | IOException e) {
      throw new MalformedException(NO_POINT, e);
    }
  }

  /// Checks what the platform's provider does not: that the point is written out in full, as IEEE
  /// 2030.5-2018 §6.11 wants it, and satisfies y² = x³ + ax + b (SP 800-186 appendix D.1.1).
  private static void checkPoint(byte[] octets, ECPublicKey key) {
    if (octets.length == 0 || octets[0] != UNCOMPRESSED) {
      throw new MalformedException("the key is a compressed point; send it uncompressed");
    }
    EllipticCurve curve = key.getParams().getCurve();
    BigInteger modulus = ((ECFieldFp) curve.getField()).getP();
    BigInteger x = key.getW().getAffineX();
    BigInteger y = key.getW().getAffineY();
    BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(modulus);
    if (x.max(y).compareTo(modulus) >= 0 || !y.pow(2).mod(modulus).equals(right)) {
      throw new MalformedException(NO_POINT);
    }
  }

  /// Reads the key of somebody who has been authenticated by other means.
  ///
  /// @throws MalformedException if it is no point on P-256 or P-384, and no key of ML-DSA
  public static SubjectKey of(PublicKey key) {
    return of(SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  /// Reads the SubjectPublicKeyInfo of whoever may have a key of ML-DSA.
  ///
  /// @throws MalformedException if it is no point on P-256 or P-384, and no key of ML-DSA
  static SubjectKey of(SubjectPublicKeyInfo info) {
    return Kind.identified(info.getAlgorithm().getAlgorithm().getId())
        .map(kind -> lattice(kind, info))
        .orElseGet(() -> onCurve(info));
  }

  /// Reads a key of ML-DSA (RFC 9881 §4): its length is all that can be wrong with it.
  private static SubjectKey lattice(Kind kind, SubjectPublicKeyInfo info) {
    if (info.getAlgorithm().getParameters() != null
        || info.getPublicKeyData().getOctets().length != kind.octets) {
      throw new MalformedException("the key is none of " + kind);
    }
    try {
      byte[] encoded = info.getEncoded("DER");
      PublicKey key =
          KeyFactory.getInstance(kind.toString()).generatePublic(new X509EncodedKeySpec(encoded));
      return new SubjectKey(kind, key, encoded);
    } catch (GeneralSecurityException | IOException e) {
      throw new MalformedException("the key is none of " + kind, e);
    }
  }

  private static Kind curveOf(SubjectPublicKeyInfo info) {
    if (!(info.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier name)) {
      // RFC 5480 §2.1.1: implicitCurve and specifiedCurve must not be used.
      throw new MalformedException("the key names no curve; make one on P-256");
    }
    return Kind.identified(name.getId())
        .orElseThrow(() -> new MalformedException("the key is on neither P-256 nor P-384"));
  }

  public Kind kind() {
    return kind;
  }

  public PublicKey key() {
    return key;
  }

  /// The SubjectPublicKeyInfo's encoding.
  public byte[] encoded() {
    return encoded.clone();
  }

  /// SHA-256 of [#encoded], 32 bytes: by it the same key is recognised.
  public byte[] fingerprint() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(encoded);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  SubjectPublicKeyInfo info() {
    return SubjectPublicKeyInfo.getInstance(encoded);
  }

  /// The kinds that are taken: curves with their names in FIPS 186-5 and identifiers in RFC 5480
  /// §2.1.1.1, and the parameter sets of FIPS 204 with those of RFC 9881 §2.
  public enum Kind {
    P256("P-256", "1.2.840.10045.3.1.7", 65),
    P384("P-384", "1.3.132.0.34", 97),
    ML_DSA_44("ML-DSA-44", "2.16.840.1.101.3.4.3.17", 1312),
    ML_DSA_65("ML-DSA-65", "2.16.840.1.101.3.4.3.18", 1952),
    ML_DSA_87("ML-DSA-87", "2.16.840.1.101.3.4.3.19", 2592);

    private final String title;
    private final String identifier;
    private final int octets;

    /// @param octets of the public key (SEC 1 §2.3.3; FIPS 204 §4, table 2)
    Kind(String title, String identifier, int octets) {
      this.title = title;
      this.identifier = identifier;
      this.octets = octets;
    }

    private static Optional<Kind> identified(String identifier) {
      return Arrays.stream(values()).filter(kind -> kind.identifier.equals(identifier)).findFirst();
    }

    /// The object identifier of the curve, or of the parameter set, which its signatures have, too.
    String identifier() {
      return identifier;
    }

    boolean isLattice() {
      return this != P256 && this != P384;
    }

    @Override
    public String toString() {
      return title;
    }
  }
}
