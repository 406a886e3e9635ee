package org.gridseal.lint;

import static org.gridseal.lint.Role.ANY;
import static org.gridseal.lint.Role.AUTHORITIES;
import static org.gridseal.lint.Role.MANUFACTURING;
import static org.gridseal.lint.Rule.error;
import static org.gridseal.lint.Rule.notice;
import static org.gridseal.lint.Rule.warning;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.gridseal.lint.Lifetime.Moment;

/// The fields of a certificate that are no extensions (RFC 5280 §4.1).
final class FormRules {
  private static final int SERIAL_OCTETS = 20;

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";

  /// MD2, MD5 and SHA-1 with RSA, SHA-1 with DSA and with ECDSA (RFC 3279 §2.2).
  private static final Set<String> BROKEN_DIGESTS =
      Set.of(
          "1.2.840.113549.1.1.2",
          "1.2.840.113549.1.1.4",
          "1.2.840.113549.1.1.5",
          "1.2.840.10040.4.3",
          "1.2.840.10045.4.1");

  /// Years that no equipment outlives.
  private static final int FAR_YEAR = 2200;

  static final List<Rule> ALL =
      List.of(
          error(
              "not-distinguished-encoding",
              ANY,
              "X.690 §10; RFC 5280 §4.1",
              "The bytes are not ASN.1 DER, of which there is one form only, so two readers can get two"
                  + " LFDIs from it; have it issued again.",
              it -> !it.certificate().isDistinguished()),
          error(
              "version-not-3",
              ANY,
              "RFC 5280 §4.1.2.1; IEEE 2030.5-2018 §6.11",
              "It is not of version 3 (an old one cannot even say whether it is an authority); have it"
                  + " issued again as X.509 v3.",
              it -> it.certificate().version() != 3),
          error(
              "serial-number-not-positive",
              ANY,
              "RFC 5280 §4.1.2.2",
              "The serial number is zero or negative; have it issued again.",
              it -> it.certificate().serialNumber().signum() <= 0),
          error(
              "serial-number-too-long",
              ANY,
              "RFC 5280 §4.1.2.2",
              "The serial number has more than 20 octets; have it issued again.",
              it -> it.certificate().serialNumber().toByteArray().length > SERIAL_OCTETS),
          error(
              "signature-algorithms-differ",
              ANY,
              "RFC 5280 §4.1.1.2",
              "The signature algorithm outside is not the one inside, which is how a signature is"
                  + " swapped; do not use it.",
              it -> !it.certificate().innerAlgorithm().equals(it.certificate().outerAlgorithm())),
          error(
              "signature-digest-broken",
              ANY,
              "NIST SP 800-131A §9; RFC 6194",
              "It is signed over SHA-1 or MD5, which can be forged; have it issued again with SHA-256.",
              it -> BROKEN_DIGESTS.contains(algorithm(it))),
          error(
              "signature-not-ecdsa-with-sha256",
              MANUFACTURING,
              "IEEE 2030.5-2018 §6.11",
              "It is not signed by ECDSA with SHA-256, the one algorithm that every 2030.5 device can"
                  + " verify; have it issued by an authority with a P-256 key.",
              it -> !algorithm(it).equals(ECDSA_WITH_SHA256)),
          error(
              "validity-time-form",
              ANY,
              "RFC 5280 §4.1.2.5.1, §4.1.2.5.2",
              "A date is not written down to the second in Greenwich time with a Z at its end; have it"
                  + " issued again.",
              it -> moments(it).anyMatch(moment -> !moment.isWellFormed())),
          error(
              "validity-not-utc-time",
              ANY,
              "RFC 5280 §4.1.2.5",
              "A date before 2050 is a GeneralizedTime and must be a UTCTime; have it issued again.",
              it -> moments(it).anyMatch(Moment::isOfWrongKind)),
          error(
              "validity-reversed",
              ANY,
              "RFC 5280 §4.1.2.5",
              "It ends before it begins, so it is never valid; have it issued again.",
              it -> lifetime(it).isReversed()),
          warning(
              "expired",
              ANY,
              "RFC 5280 §4.1.2.5",
              "It has expired; renew it.",
              it -> lifetime(it).isOverAt(it.now())),
          warning(
              "not-yet-valid",
              ANY,
              "RFC 5280 §4.1.2.5",
              "It is not valid yet; wait, or look at the clock of the machine that issued it.",
              it -> lifetime(it).beginsAfter(it.now())),
          warning(
              "validity-far-yet-finite",
              ANY,
              "RFC 5280 §4.1.2.5",
              "It ends in a year that nobody sees, yet not never; what has no end is written"
                  + " 99991231235959Z.",
              FormRules::endsFarAway),
          notice(
              "validity-finite",
              MANUFACTURING,
              "IEEE 2030.5-2018 §6.11",
              "It expires. Certificates of manufacturers never do (99991231235959Z); an operator's own do,"
                  + " and each renewal changes the LFDI, so plan for it.",
              it -> !lifetime(it).isForever()),
          error(
              "issuer-empty",
              ANY,
              "RFC 5280 §4.1.2.4",
              "It does not say who issued it; have it issued again.",
              it -> it.certificate().issuer().size() == 0),
          error(
              "authority-without-name",
              AUTHORITIES,
              "RFC 5280 §4.1.2.6",
              "The authority has no name, so nothing can name it as its issuer; have it issued again.",
              it -> !it.certificate().hasSubject()),
          error(
              "unique-identifiers-present",
              ANY,
              "RFC 5280 §4.1.2.8",
              "It has the unique identifiers of X.509 v2, which must not be used; have it issued again.",
              FormRules::hasUniqueIdentifiers));

  private FormRules() {}

  private static Lifetime lifetime(Examined it) {
    return it.certificate().lifetime();
  }

  private static Stream<Moment> moments(Examined it) {
    return Stream.of(lifetime(it).notBefore(), lifetime(it).notAfter());
  }

  private static String algorithm(Examined it) {
    return it.certificate().outerAlgorithm().getAlgorithm().getId();
  }

  private static boolean endsFarAway(Examined it) {
    return !lifetime(it).isForever()
        && lifetime(it)
            .notAfter()
            .instant()
            .filter(end -> end.atOffset(ZoneOffset.UTC).getYear() >= FAR_YEAR)
            .isPresent();
  }

  private static boolean hasUniqueIdentifiers(Examined it) {
    return it.certificate()
        .optionalParts()
        .anyMatch(part -> part instanceof ASN1TaggedObject tagged && tagged.getTagNo() < 3);
  }
}
