package org.gridseal.lint;

import static org.gridseal.lint.Role.ANY;
import static org.gridseal.lint.Role.MANUFACTURING;
import static org.gridseal.lint.Rule.error;
import static org.gridseal.lint.Rule.warning;

import java.util.List;
import java.util.function.Predicate;

/// Public keys: which, how written, and whether somebody else may have the private one.
final class KeyRules {
  private static final int LEAST_RSA_BITS = 2048;

  static final List<Rule> ALL =
      List.of(
          error(
              "key-is-rsa",
              MANUFACTURING,
              "IEEE 2030.5-2018 §6.11; RFC 7251",
              "The key is RSA. TLS of IEEE 2030.5 is ECDHE_ECDSA alone, so this certificate cannot be used"
                  + " in it at all; make a key on P-256.",
              it -> RsaKey.isRsa(it.certificate().key())),
          error(
              "key-not-on-p256",
              MANUFACTURING,
              "IEEE 2030.5-2018 §6.11",
              "The key is not on P-256, the one curve that every 2030.5 device knows; make one on it.",
              it ->
                  !RsaKey.isRsa(it.certificate().key())
                      && EcPoint.in(it).filter(EcPoint::isOnP256).isEmpty()),
          error(
              "key-curve-not-named",
              ANY,
              "RFC 5480 §2.1.1",
              "The key spells its curve out instead of naming it, and readers refuse that; have it issued"
                  + " with a named curve.",
              EcPoint::isCurveSpelledOut),
          error(
              "key-compressed",
              MANUFACTURING,
              "IEEE 2030.5-2018 §6.11; RFC 5480 §2.2",
              "The key is a compressed point, which many devices cannot read; have it issued with the"
                  + " uncompressed one.",
              it -> EcPoint.in(it).filter(EcPoint::isCompressed).isPresent()),
          error(
              "key-not-on-its-curve",
              ANY,
              "NIST SP 800-186 appendix D.1.1; RFC 5480 §2.2",
              "The key is no point on its curve: nobody has the private key, or it can be stolen by talking"
                  + " to it; make a new one.",
              it -> EcPoint.in(it).filter(EcPoint::isOffItsCurve).isPresent()),
          error(
              "rsa-key-unreadable",
              ANY,
              "RFC 3279 §2.3.1",
              "The RSA key has no modulus and exponent where they belong; have it issued again.",
              it ->
                  RsaKey.isRsa(it.certificate().key())
                      && RsaKey.in(it.certificate().key()).isEmpty()),
          error(
              "rsa-too-short",
              ANY,
              "NIST SP 800-131A §3",
              "The RSA key has fewer than 2048 bits; make a new one.",
              rsa(key -> key.bits() < LEAST_RSA_BITS)),
          error(
              "rsa-too-long",
              ANY,
              "OpenSSL OPENSSL_RSA_MAX_MODULUS_BITS",
              "The RSA key has more than 16384 bits, which OpenSSL and Java refuse; make a new one.",
              rsa(RsaKey::isTooLong)),
          error(
              "rsa-exponent-weak",
              ANY,
              "FIPS 186-5 §A.1.1",
              "The RSA exponent is even, or not above 65536; make a new key with 65537.",
              rsa(RsaKey::hasWeakExponent)),
          error(
              "rsa-modulus-has-small-factor",
              ANY,
              "NIST SP 800-89 §5.3.3",
              "The RSA modulus has a small factor, so the key is broken; make a new one.",
              rsa(RsaKey::hasSmallFactor)),
          error(
              "rsa-primes-close",
              ANY,
              "FIPS 186-5 §A.1.3; CVE-2022-26320",
              "The two primes of the RSA key lie so close together that they are found at once; make a new"
                  + " key with other software.",
              rsa(RsaKey::hasClosePrimes)),
          error(
              "rsa-roca",
              ANY,
              "CVE-2017-15361",
              "The RSA key was made by the flawed library of Infineon chips (ROCA), and its private key can"
                  + " be computed; make a new one with other hardware.",
              rsa(RsaKey::hasRocaFingerprint)),
          error(
              "key-compromised",
              ANY,
              "RFC 5280 §5.3.1 (keyCompromise)",
              "The private key of this certificate is published, so anybody can be this device; make a new"
                  + " key, and bar this LFDI.",
              it -> CompromisedKeys.contain(it.certificate().keyEncoded())),
          warning(
              "key-shared-in-chain",
              ANY,
              "IEEE 2030.5-2018 §6.11; NIST SP 800-57 part 1 §5.2",
              "Another certificate of this chain has the same key under another name; a key has one holder"
                  + " and one use.",
              KeyRules::sharesItsKey));

  private KeyRules() {}

  private static Predicate<Examined> rsa(Predicate<RsaKey> broken) {
    return it -> RsaKey.in(it.certificate().key()).filter(broken).isPresent();
  }

  private static boolean sharesItsKey(Examined it) {
    return it.above().stream()
        .anyMatch(
            other ->
                other.key().equals(it.certificate().key())
                    && !other.subject().equals(it.certificate().subject()));
  }
}
