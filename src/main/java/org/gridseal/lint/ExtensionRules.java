package org.gridseal.lint;

import static org.gridseal.lint.Role.ANY;
import static org.gridseal.lint.Role.AUTHORITIES;
import static org.gridseal.lint.Rule.error;
import static org.gridseal.lint.Rule.notice;
import static org.gridseal.lint.Rule.warning;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;

/// Extensions, and how they fit together (RFC 5280 §4.2).
final class ExtensionRules {
  private static final int SHA_1_OCTETS = 20;

  /// Extensions of RFC 5280 §4.2, which every reader processes or knows.
  private static final Set<ASN1ObjectIdentifier> KNOWN =
      Set.of(
          Extension.authorityKeyIdentifier,
          Extension.subjectKeyIdentifier,
          Extension.keyUsage,
          Extension.certificatePolicies,
          Extension.policyMappings,
          Extension.subjectAlternativeName,
          Extension.issuerAlternativeName,
          Extension.subjectDirectoryAttributes,
          Extension.basicConstraints,
          Extension.nameConstraints,
          Extension.policyConstraints,
          Extension.extendedKeyUsage,
          Extension.cRLDistributionPoints,
          Extension.inhibitAnyPolicy,
          Extension.freshestCRL,
          Extension.authorityInfoAccess,
          Extension.subjectInfoAccess);

  static final List<Rule> ALL =
      List.of(
          error(
              "extension-twice",
              ANY,
              "RFC 5280 §4.2",
              "It has two extensions of one kind, and readers choose differently; have it issued again.",
              it -> it.extensions().hasOneTwice()),
          error(
              "extension-unreadable",
              ANY,
              "RFC 5280 §4.2.1",
              "The content of an extension is not what its kind demands; have it issued again.",
              it -> it.extensions().isUnreadable()),
          error(
              "extension-unknown-critical",
              ANY,
              "RFC 5280 §4.2",
              "It has a critical extension that RFC 5280 does not know, so readers must refuse it; have it"
                  + " issued without, or uncritical.",
              it ->
                  it.extensions().all().stream()
                      .anyMatch(each -> each.isCritical() && !KNOWN.contains(each.getExtnId()))),
          error(
              "key-usage-empty",
              ANY,
              "RFC 5280 §4.2.1.3",
              "The key usage allows nothing; have it issued with the uses it needs.",
              it -> it.extensions().keyUsage().filter(bits -> bits == 0).isPresent()),
          warning(
              "key-usage-not-critical",
              ANY,
              "RFC 5280 §4.2.1.3; IEEE 2030.5-2018 §6.11",
              "The key usage is not critical, so a reader may pass over it; have it issued critical.",
              it -> it.extensions().hasUncritical(Extension.keyUsage)),
          error(
              "cert-sign-without-authority",
              ANY,
              "RFC 5280 §4.2.1.3, §4.2.1.9",
              "Its key may sign certificates, and it is no authority; have it issued without keyCertSign.",
              it -> mayCertify(it) && !it.extensions().isAuthority()),
          error(
              "authority-without-cert-sign",
              ANY,
              "RFC 5280 §4.2.1.3",
              "It is an authority (CA:TRUE), and its key must not sign certificates; have it issued with"
                  + " keyCertSign, or without CA:TRUE.",
              it ->
                  it.extensions().isAuthority()
                      && it.extensions().has(Extension.keyUsage)
                      && !mayCertify(it)),
          error(
              "authority-without-key-usage",
              AUTHORITIES,
              "RFC 5280 §4.2.1.3",
              "An authority's certificate has no key usage; have it issued with keyCertSign and cRLSign.",
              it -> !it.extensions().has(Extension.keyUsage)),
          error(
              "authority-not-stated",
              AUTHORITIES,
              "RFC 5280 §4.2.1.9",
              "It stands where an authority must, and does not say CA:TRUE, so nothing below it is"
                  + " believed; have it issued with critical basicConstraints.",
              it -> !it.extensions().isAuthority()),
          error(
              "authority-not-critical",
              ANY,
              "RFC 5280 §4.2.1.9",
              "CA:TRUE is not critical; have it issued with critical basicConstraints.",
              it ->
                  it.extensions().isAuthority()
                      && it.extensions().hasUncritical(Extension.basicConstraints)),
          error(
              "path-length-without-authority",
              ANY,
              "RFC 5280 §4.2.1.9",
              "It limits the path below it, and is no authority; have it issued without the limit.",
              it -> it.extensions().pathLength().isPresent() && !it.extensions().isAuthority()),
          error(
              "path-length-negative",
              ANY,
              "RFC 5280 §4.2.1.9",
              "Its path length is negative; have it issued again.",
              it -> it.extensions().pathLength().filter(length -> length < 0).isPresent()),
          error(
              "empty-subject-not-critical",
              ANY,
              "RFC 5280 §4.1.2.6, §4.2.1.6",
              "Its subject is empty, and there is no critical subjectAltName in its place; have it issued"
                  + " with one.",
              it ->
                  !it.certificate().hasSubject()
                      && !it.extensions().hasCritical(Extension.subjectAlternativeName)),
          error(
              "policy-twice",
              ANY,
              "RFC 5280 §4.2.1.4",
              "It names one certificate policy twice; have it issued again.",
              it ->
                  new HashSet<>(it.extensions().policies()).size()
                      < it.extensions().policies().size()),
          error(
              "subject-key-identifier-missing",
              AUTHORITIES,
              "RFC 5280 §4.2.1.2",
              "An authority's certificate has no subject key identifier, by which paths are built; have it"
                  + " issued with one.",
              it -> it.extensions().subjectKey().isEmpty()),
          error(
              "authority-key-identifier-missing",
              ANY,
              "RFC 5280 §4.2.1.1",
              "It does not say with which key it was signed (authority key identifier); have it issued"
                  + " again.",
              it -> !it.certificate().isSelfIssued() && it.extensions().authorityKey().isEmpty()),
          error(
              "key-identifier-critical",
              ANY,
              "RFC 5280 §4.2.1.1, §4.2.1.2",
              "A key identifier is critical and must not be; have it issued again.",
              it ->
                  it.extensions().hasCritical(Extension.subjectKeyIdentifier)
                      || it.extensions().hasCritical(Extension.authorityKeyIdentifier)),
          error(
              "information-access-critical",
              ANY,
              "RFC 5280 §4.2.2.1, §4.2.2.2",
              "Information access is critical and must not be; have it issued again.",
              it ->
                  it.extensions().hasCritical(Extension.authorityInfoAccess)
                      || it.extensions().hasCritical(Extension.subjectInfoAccess)),
          notice(
              "key-identifier-of-whole-key-info",
              ANY,
              "RFC 5280 §4.2.1.2",
              "Its subject key identifier is the hash of the whole SubjectPublicKeyInfo, where others hash"
                  + " the bit string. Both are allowed: compare identifiers, never compute them.",
              ExtensionRules::hashesWholeInfo));

  private ExtensionRules() {}

  private static boolean mayCertify(Examined it) {
    return it.extensions().hasUsage(KeyUsage.keyCertSign);
  }

  private static boolean hashesWholeInfo(Examined it) {
    return it.extensions()
        .subjectKey()
        // Most have another length, and are not worth a hash.
        .filter(stated -> stated.length == SHA_1_OCTETS)
        .filter(stated -> Arrays.equals(stated, Digests.sha1(it.certificate().keyEncoded())))
        .isPresent();
  }
}
