package org.gridseal.lint;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// An elliptic curve key as it is written (RFC 5480 §2), on whatever curve.
@SuppressWarnings("ArrayRecordComponent") // made here, never handed out nor compared
record EcPoint(Curve curve, byte[] octets) {
  /// First octet of a point with both coordinates, and of one with one (SEC 1 §2.3.3).
  private static final byte UNCOMPRESSED = 4;

  private static final byte EVEN = 2;
  private static final byte ODD = 3;

  private static boolean isEc(SubjectPublicKeyInfo key) {
    return key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
  }

  /// Whether it is on a curve without a name.
  static boolean isCurveSpelledOut(Examined it) {
    return isEc(it.certificate().key())
        && !(it.certificate().key().getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier);
  }

  /// @return empty for another kind of key, and for a curve that is spelled out
  static Optional<EcPoint> in(Examined it) {
    SubjectPublicKeyInfo key = it.certificate().key();
    return isEc(key) && key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier name
        ? Optional.of(new EcPoint(Curve.named(name.getId()), key.getPublicKeyData().getBytes()))
        : Optional.empty();
  }

  /// For people.
  static String kindOf(SubjectPublicKeyInfo key) {
    if (isEc(key)) {
      return key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier name
          ? Curve.named(name.getId()).words
          : "on a curve without a name";
    }
    return RsaKey.in(key)
        .map(rsa -> "RSA of " + rsa.bits() + " bits")
        .orElse(key.getAlgorithm().getAlgorithm().getId());
  }

  boolean isOnP256() {
    return curve == Curve.P256;
  }

  boolean isCompressed() {
    return octets.length > 0 && (octets[0] == EVEN || octets[0] == ODD);
  }

  /// Whether y² = x³ - 3x + b fails (SP 800-186 appendix D.1.1). Of compressed points and of other
  /// curves nothing is said.
  boolean isOffItsCurve() {
    if (curve == Curve.OTHER || isCompressed()) {
      return false;
    }
    if (octets.length != 2 * curve.octets + 1 || octets[0] != UNCOMPRESSED) {
      return true;
    }
    BigInteger x = coordinate(1);
    BigInteger y = coordinate(1 + curve.octets);
    BigInteger right =
        x.multiply(x).subtract(BigInteger.valueOf(3)).multiply(x).add(curve.b).mod(curve.modulus);
    return x.max(y).compareTo(curve.modulus) >= 0
        || !y.multiply(y).mod(curve.modulus).equals(right);
  }

  private BigInteger coordinate(int from) {
    return new BigInteger(1, Arrays.copyOfRange(octets, from, from + curve.octets));
  }

  /// The curves of SP 800-186 §3.2.1 that stand in certificates here.
  private enum Curve {
    P256(
        "P-256",
        "1.2.840.10045.3.1.7",
        32,
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b"),
    P384(
        "P-384",
        "1.3.132.0.34",
        48,
        "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
            + "ffffffff0000000000000000ffffffff",
        "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
            + "c656398d8a2ed19d2a85c8edd3ec2aef"),
    OTHER("another curve", "", 0, "0", "0");

    private final String words;
    private final String identifier;
    private final int octets;
    private final BigInteger modulus;
    private final BigInteger b;

    Curve(String words, String identifier, int octets, String modulus, String b) {
      this.words = words;
      this.identifier = identifier;
      this.octets = octets;
      this.modulus = new BigInteger(modulus, 16);
      this.b = new BigInteger(b, 16);
    }

    private static Curve named(String identifier) {
      return Arrays.stream(values())
          .filter(curve -> curve.identifier.equals(identifier))
          .findFirst()
          .orElse(OTHER);
    }
  }
}
