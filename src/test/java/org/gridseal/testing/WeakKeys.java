package org.gridseal.testing;

import static java.util.Map.entry;

import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Keys that nobody should have, in certificates that are otherwise honest.
public final class WeakKeys {
  /// testECCP256 of RFC 9500 §2.3, whose private key stands there, too.
  private static final String PUBLISHED =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEQiVI+I+3gv+17KN0RFLHKh5Vj71v"
          + "c75eSOkyMsxFxbFsTNEMTLjVuKFxOelIgsiZJXKZNCX0FBmrfpCkKklCcg==";

  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  private static final int BITS = 2048;

  private WeakKeys() {}

  static Map<String, Supplier<List<byte[]>>> byRule() {
    return Map.ofEntries(
        entry("key-is-rsa", with(() -> info(Keys.rsa()))),
        entry("key-not-on-p256", with(() -> info(Keys.p384()))),
        entry("key-curve-not-named", with(WeakKeys::onACurveSpelledOut)),
        entry("key-compressed", with(WeakKeys::compressed)),
        entry("key-not-on-its-curve", with(WeakKeys::offItsCurve)),
        entry("rsa-key-unreadable", with(WeakKeys::hollow)),
        entry("rsa-too-short", with(() -> rsa(product(512, 3), EXPONENT))),
        entry(
            "rsa-too-long", with(() -> rsa(BigInteger.ONE.shiftLeft(17_000).setBit(0), EXPONENT))),
        entry("rsa-exponent-weak", with(() -> rsa(product(BITS, 4), BigInteger.valueOf(3)))),
        entry("rsa-modulus-has-small-factor", with(() -> rsa(oddMultipleOf(751), EXPONENT))),
        entry("rsa-primes-close", with(() -> rsa(ofClosePrimes(), EXPONENT))),
        entry("rsa-roca", with(() -> rsa(ofInfineon(), EXPONENT))),
        entry("key-compromised", with(WeakKeys::published)),
        entry("key-shared-in-chain", WeakKeys::shared));
  }

  private static Supplier<List<byte[]>> with(Supplier<SubjectPublicKeyInfo> key) {
    return Deviations.device(it -> it.key(key.get()));
  }

  private static List<byte[]> shared() {
    Crafted root = Crafted.serca();
    Crafted mica = Crafted.mica(root);
    return Deviations.encoded(Crafted.device(mica).key(info(mica.keys())), mica, root);
  }

  static SubjectPublicKeyInfo info(KeyPair keys) {
    return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
  }

  static byte[] sha1OfInfo(KeyPair keys) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(keys.getPublic().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /// A key on P-256 whose private half is printed in a standard.
  public static SubjectPublicKeyInfo published() {
    return SubjectPublicKeyInfo.getInstance(Base64.getDecoder().decode(PUBLISHED));
  }

  /// A key pair on P-256 whose private key is 1.
  public static KeyPair trivial() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
      KeyFactory factory = KeyFactory.getInstance("EC");
      return new KeyPair(
          factory.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)),
          factory.generatePrivate(new ECPrivateKeySpec(BigInteger.ONE, curve)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  private static SubjectPublicKeyInfo offItsCurve() {
    byte[] point = info(Keys.p256()).getPublicKeyData().getOctets();
    point[point.length - 1] ^= 1;
    return elliptic(X9ObjectIdentifiers.prime256v1, point);
  }

  private static SubjectPublicKeyInfo compressed() {
    byte[] point = info(Keys.p256()).getPublicKeyData().getOctets();
    byte[] half = Arrays.copyOf(point, 33);
    half[0] = (byte) (2 + (point[point.length - 1] & 1));
    return elliptic(X9ObjectIdentifiers.prime256v1, half);
  }

  private static SubjectPublicKeyInfo onACurveSpelledOut() {
    return elliptic(
        ECNamedCurveTable.getByName("prime256v1"),
        info(Keys.p256()).getPublicKeyData().getOctets());
  }

  private static SubjectPublicKeyInfo elliptic(ASN1Encodable parameters, byte[] point) {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), point);
  }

  private static SubjectPublicKeyInfo hollow() {
    return new SubjectPublicKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        new byte[] {5, 0});
  }

  private static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) {
    try {
      return new SubjectPublicKeyInfo(
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
          new RSAPublicKey(modulus, exponent));
    } catch (IOException e) {
      throw new IllegalStateException("encoding to memory cannot fail", e);
    }
  }

  /// Of two primes, the same each time.
  private static BigInteger product(int bits, long seed) {
    var chance = new Random(seed);
    return BigInteger.probablePrime(bits / 2, chance)
        .multiply(BigInteger.probablePrime(bits / 2, chance));
  }

  private static BigInteger oddMultipleOf(int factor) {
    return BigInteger.valueOf(factor).multiply(new BigInteger(BITS - 10, new Random(5)).setBit(0));
  }

  private static BigInteger ofClosePrimes() {
    BigInteger one = BigInteger.probablePrime(BITS / 2, new Random(6));
    return one.multiply(one.nextProbablePrime());
  }

  /// A power of 65537 modulo the product of the primes to 167, as the flawed library makes them.
  private static BigInteger ofInfineon() {
    BigInteger primes =
        IntStream.rangeClosed(2, 167)
            .mapToObj(BigInteger::valueOf)
            .filter(it -> it.isProbablePrime(50))
            .reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger many = new BigInteger(BITS - primes.bitLength(), new Random(7)).clearBit(0);
    return primes.multiply(many).add(EXPONENT.modPow(BigInteger.valueOf(1234567), primes));
  }
}
