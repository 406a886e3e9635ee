package org.gridseal.lint;

import static org.gridseal.lint.Role.AUTHORITIES;
import static org.gridseal.lint.Role.MANUFACTURING;
import static org.gridseal.lint.Role.MICA;
import static org.gridseal.lint.Role.SERCA;
import static org.gridseal.lint.Role.SUBORDINATES;
import static org.gridseal.lint.Rule.error;
import static org.gridseal.lint.Rule.notice;
import static org.gridseal.lint.Rule.warning;

import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/// What IEEE 2030.5 asks of authorities, and what their devices must refuse.
final class AuthorityRules {
  static final List<Rule> ALL =
      List.of(
          error(
              "policy-arc-misspelled",
              MANUFACTURING,
              "IEEE 2030.5-2018 §6.11.7; RFC 5280 §6.1.3",
              "A policy stands under another arc than 1.3.6.1.4.1.40732, with one number wrong (1.3.5 for"
                  + " 1.3.6, say). Plain path validation passes; it fails for whoever asks for a policy. Have"
                  + " it issued again.",
              it -> it.extensions().policies().stream().anyMatch(Ieee2030::isMisspelled)),
          error(
              "authority-critical-key-purpose",
              SUBORDINATES,
              "SunSpec CSIP conformance test COMM-004, chain D",
              "It is an authority with a critical extended key usage, which 2030.5 peers must refuse; have"
                  + " it issued without.",
              it -> it.extensions().hasCritical(Extension.extendedKeyUsage)),
          warning(
              "authority-key-purpose",
              AUTHORITIES,
              "IEEE 2030.5-2018 §6.11",
              "It is an authority with an extended key usage, which no published profile has; have it"
                  + " issued without.",
              it -> it.extensions().hasUncritical(Extension.extendedKeyUsage)),
          error(
              "authority-name-constraints",
              SUBORDINATES,
              "SunSpec CSIP conformance test COMM-004, chain E",
              "It is an authority with name constraints, which 2030.5 peers must refuse even where they"
                  + " are not critical; have it issued without.",
              it -> it.extensions().has(Extension.nameConstraints)),
          error(
              "authority-policy-mappings",
              SUBORDINATES,
              "SunSpec CSIP conformance test COMM-004, chain F",
              "It is an authority with policy mappings, which 2030.5 peers must refuse even where they are"
                  + " not critical; have it issued without.",
              it -> it.extensions().has(Extension.policyMappings)),
          warning(
              "authority-signs-more",
              AUTHORITIES,
              "IEEE 2030.5-2018 §6.11",
              "An authority's key may sign something else than certificates and CRLs (digitalSignature,"
                  + " say). An operator's CA that answers OCSP itself needs that; a manufacturer's does not.",
              it ->
                  it.extensions()
                      .keyUsage()
                      .filter(bits -> (bits & ~(KeyUsage.keyCertSign | KeyUsage.cRLSign)) != 0)
                      .isPresent()),
          notice(
              "authority-without-crl-sign",
              AUTHORITIES,
              "RFC 5280 §4.2.1.3; IEEE 2030.5-2018 §6.11",
              "An authority whose key must not sign CRLs: it can never revoke anything. IEEE 2030.5 has no"
                  + " CRLs, so this harms nobody in it.",
              it ->
                  it.extensions().hasUsage(KeyUsage.keyCertSign)
                      && !it.extensions().hasUsage(KeyUsage.cRLSign)),
          warning(
              "mica-path-length",
              Set.of(MICA),
              "IEEE 2030.5-2018 §6.11; NEPKI certificate profiles",
              "An authority for devices does not limit the path below it to 0, so it could certify"
                  + " authorities.",
              it -> it.extensions().pathLength().orElse(-1) != 0),
          warning(
              "root-path-length",
              Set.of(SERCA),
              "IEEE 2030.5-2018 §6.11",
              "A root limits the length of paths, and no published one does; with 0 no MICA works below"
                  + " it.",
              it -> it.extensions().pathLength().isPresent()),
          error(
              "authority-policies-missing",
              SUBORDINATES,
              "IEEE 2030.5-2018 §6.11.7; RFC 5280 §6.1.3",
              "An authority without certificate policies: no device below it passes for whoever asks for a"
                  + " policy; have it issued with 1.3.6.1.4.1.40732.1.1 at least.",
              it -> it.extensions().policies().isEmpty()),
          warning(
              "root-without-any-policy",
              Set.of(SERCA),
              "IEEE 2030.5-2018 §6.11.7",
              "A root does not have the policy anyPolicy (2.5.29.32.0), which every published SERCA has.",
              it -> !it.extensions().policies().contains(Ieee2030.ANY_POLICY)),
          warning(
              "authority-policies-not-critical",
              AUTHORITIES,
              "IEEE 2030.5-2018 §6.11",
              "The certificate policies are not critical; have it issued with critical ones.",
              it -> it.extensions().hasUncritical(Extension.certificatePolicies)));

  private AuthorityRules() {}
}
