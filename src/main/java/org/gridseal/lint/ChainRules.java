package org.gridseal.lint;

import static org.gridseal.lint.Role.ANY;
import static org.gridseal.lint.Role.HOLDERS;
import static org.gridseal.lint.Role.MANUFACTURING;
import static org.gridseal.lint.Rule.error;
import static org.gridseal.lint.Rule.notice;
import static org.gridseal.lint.Rule.warning;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What only shows when certificates stand together (RFC 5280 §6.1, IEEE 2030.5-2018 §6.11.2).
final class ChainRules {
  /// MCA, MICA, device below a SERCA, and the SERCA.
  private static final int LONGEST = 4;

  static final List<Rule> ALL =
      List.of(
          error(
              "chain-name-broken",
              ANY,
              "RFC 5280 §6.1.3 (a)(4)",
              "The next certificate is not its issuer's: the names differ. Bring the issuer's, in the order"
                  + " holder, issuer, root.",
              it -> !it.isLast() && !isNamedBy(it)),
          error(
              "signature-not-verified",
              ANY,
              "RFC 5280 §6.1.3 (a)(1)",
              "The signature does not verify with the key of its issuer's certificate: that is another"
                  + " authority of the same name, or somebody changed a certificate.",
              it -> isNamedBy(it) && it.issuer().filter(issuer -> verifies(it, issuer)).isEmpty()),
          error(
              "chain-key-identifiers-differ",
              ANY,
              "RFC 5280 §4.2.1.1",
              "The authority key identifier is not the subject key identifier of the issuer's certificate,"
                  + " octet by octet; paths are built by them. Have it issued again.",
              ChainRules::identifiersDiffer),
          error(
              "chain-path-length-exceeded",
              ANY,
              "RFC 5280 §4.2.1.9, §6.1.4 (m)",
              "More authorities stand below it than it allows; have the one below issued by another, or"
                  + " this one with a longer path.",
              it -> it.extensions().pathLength().filter(it::standsAbove).isPresent()),
          error(
              "chain-too-long",
              MANUFACTURING,
              "IEEE 2030.5-2018 §6.11.2",
              "The chain is longer than device, MICA, MCA, SERCA; 2030.5 knows no longer one.",
              it -> it.position() == 0 && it.chain().size() > LONGEST),
          notice(
              "chain-without-root",
              MANUFACTURING,
              "RFC 5280 §6.1",
              "The chain does not end in a root. Peers have theirs; to check this one, bring it too.",
              it -> it.isLast() && !it.certificate().isSelfIssued()),
          warning(
              "outlives-its-issuer",
              ANY,
              "RFC 5280 §6.1.3 (a)(2)",
              "It is valid for longer than its issuer's certificate, whose end ends it, too.",
              it ->
                  it.issuer()
                      .filter(issuer -> lifetime(it).endsAfter(issuer.lifetime()))
                      .isPresent()),
          error(
              "device-policy-not-allowed-above",
              HOLDERS,
              "RFC 5280 §6.1.3 (d); IEEE 2030.5-2018 §6.11.7",
              "It has the policy of devices (1.1), and an authority above it has neither that nor anyPolicy,"
                  + " so the chain fails for whoever asks for a policy; have the authority issued again.",
              it -> isLostAbove(it, Ieee2030.DEVICE)),
          notice(
              "role-policy-not-allowed-above",
              HOLDERS,
              "RFC 5280 §6.1.3 (d); NEPKI certificate profiles",
              "Its policy for tests or service providers is not in every authority above it, so path"
                  + " validation loses it: read the role from the certificate itself.",
              it -> isLostAbove(it, Ieee2030.TEST) || isLostAbove(it, Ieee2030.SERVICE)));

  private ChainRules() {}

  private static Lifetime lifetime(Examined it) {
    return it.certificate().lifetime();
  }

  private static boolean isNamedBy(Examined it) {
    return it.issuer()
        .filter(issuer -> issuer.subject().equals(it.certificate().issuer()))
        .isPresent();
  }

  private static boolean identifiersDiffer(Examined it) {
    Optional<byte[]> stated = it.extensions().authorityKey();
    Optional<byte[]> issuers = it.issuer().flatMap(issuer -> issuer.extensions().subjectKey());
    return isNamedBy(it)
        && stated.isPresent()
        && issuers.isPresent()
        && !Arrays.equals(stated.get(), issuers.get());
  }

  private static boolean isLostAbove(Examined it, String policy) {
    return it.extensions().policies().contains(policy)
        && it.above().stream()
            .map(above -> above.extensions().policies())
            .anyMatch(above -> !above.contains(policy) && !above.contains(Ieee2030.ANY_POLICY));
  }

  private static boolean verifies(Examined it, Specimen issuer) {
    try {
      var algorithm = it.certificate().outerAlgorithm().getAlgorithm().getId();
      String kind = RsaKey.isRsa(issuer.key()) ? "RSA" : "EC";
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(
          KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(issuer.keyEncoded())));
      verifier.update(it.certificate().toBeSigned());
      return verifier.verify(it.certificate().signature());
    } catch (GeneralSecurityException e) {
      // Whoever cannot verify it does not believe it.
      return false;
    }
  }
}
