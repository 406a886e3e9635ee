package org.gridseal.lint;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// An RSA key (RFC 8017 §A.1.1), and what can be seen from outside of how badly it was made.
record RsaKey(BigInteger modulus, BigInteger exponent) {
  private static final BigInteger GENERATOR = BigInteger.valueOf(65537);

  /// The primes whose product the flawed library builds its primes around, 2 left out, which says
  /// nothing ("The Return of Coppersmith's Attack", CCS 2017, §2).
  private static final int[] ROCA_PRIMES = oddPrimesTo(167);

  /// The product of all odd primes that SP 800-89 §5.3.3 tries, and 2.
  private static final BigInteger SMALL_PRIMES =
      Arrays.stream(oddPrimesTo(751))
          .mapToObj(BigInteger::valueOf)
          .reduce(BigInteger.TWO, BigInteger::multiply);

  /// What OpenSSL and the JDK verify at most.
  private static final int LONGEST = 16_384;

  /// Steps of Fermat's method; primes that are drawn well are out of reach of any number of them.
  private static final int FERMAT_STEPS = 100;

  static boolean isRsa(SubjectPublicKeyInfo info) {
    return PKCSObjectIdentifiers.rsaEncryption.equals(info.getAlgorithm().getAlgorithm());
  }

  /// @return empty for another kind of key, and for one that cannot be read
  static Optional<RsaKey> in(SubjectPublicKeyInfo info) {
    if (!isRsa(info)) {
      return Optional.empty();
    }
    try {
      ASN1Sequence parts = ASN1Sequence.getInstance(info.getPublicKeyData().getBytes());
      return Optional.of(
          new RsaKey(
              ASN1Integer.getInstance(parts.getObjectAt(0)).getPositiveValue(),
              ASN1Integer.getInstance(parts.getObjectAt(1)).getPositiveValue()));
    } catch (RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      return Optional.empty();
    }
  }

  /// Too long for the tests that take time.
  boolean isTooLong() {
    return bits() > LONGEST;
  }

  int bits() {
    return modulus.bitLength();
  }

  boolean hasWeakExponent() {
    return !exponent.testBit(0) || exponent.compareTo(GENERATOR) < 0;
  }

  boolean hasSmallFactor() {
    return !isTooLong() && !modulus.gcd(SMALL_PRIMES).equals(BigInteger.ONE);
  }

  /// Whether Fermat's method takes the modulus apart: it finds primes that differ in their low half
  /// only.
  boolean hasClosePrimes() {
    if (isTooLong()) {
      return false;
    }
    BigInteger middle = modulus.sqrt();
    for (int i = 0; i < FERMAT_STEPS; i++) {
      BigInteger square = middle.multiply(middle).subtract(modulus);
      if (square.signum() >= 0 && square.sqrtAndRemainder()[1].signum() == 0) {
        return true;
      }
      middle = middle.add(BigInteger.ONE);
    }
    return false;
  }

  /// Whether the modulus is a power of 65537 modulo each of the primes: one key in 2^27 is by
  /// chance, and every one of the flawed library.
  boolean hasRocaFingerprint() {
    return !isTooLong() && Arrays.stream(ROCA_PRIMES).allMatch(this::isPowerOfGenerator);
  }

  private boolean isPowerOfGenerator(int prime) {
    int wanted = modulus.mod(BigInteger.valueOf(prime)).intValue();
    int generator = GENERATOR.intValue() % prime;
    return IntStream.iterate(1, power -> power * generator % prime)
        .limit(prime)
        .anyMatch(power -> power == wanted);
  }

  private static int[] oddPrimesTo(int last) {
    return IntStream.rangeClosed(3, last)
        .filter(it -> IntStream.range(2, it).noneMatch(divisor -> it % divisor == 0))
        .toArray();
  }
}
