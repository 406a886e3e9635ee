package org.gridseal.authority;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.gridseal.authority.CertificateProfile.Constraints;
import org.gridseal.lint.Lifetime;
import org.gridseal.lint.Specimen;

/// A draft read back: what it says, extension by extension (RFC 5280 §4.2). What is absent says
/// nothing, and none of it fails here for being absent.
final class ParsedDraft {
  static final String KEY_USAGE = "2.5.29.15";
  static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  static final String POLICIES = "2.5.29.32";
  static final String NAMES = "2.5.29.17";
  static final String CONSTRAINTS = "2.5.29.19";
  static final String SUBJECT_KEY = "2.5.29.14";
  static final String AUTHORITY_KEY = "2.5.29.35";
  static final String REVOCATION_LIST = "2.5.29.31";
  static final String INFORMATION_ACCESS = "1.3.6.1.5.5.7.1.1";

  private final TBSCertificate content;
  private final Lifetime lifetime;
  private final Map<String, Extension> extensions = new HashMap<>();

  /// @throws IllegalArgumentException if it has an extension twice
  ParsedDraft(Specimen draft) {
    this.content = TBSCertificate.getInstance(draft.content());
    this.lifetime = draft.lifetime();
    Extensions stated = content.getExtensions();
    if (stated != null) {
      for (ASN1ObjectIdentifier each : stated.getExtensionOIDs()) {
        extensions.put(each.getId(), stated.getExtension(each));
      }
    }
  }

  /// Types of the subject's attributes, dotted, in their order.
  List<String> subject() {
    return Arrays.stream(content.getSubject().getRDNs())
        .flatMap(part -> Arrays.stream(part.getTypesAndValues()))
        .map(AttributeTypeAndValue::getType)
        .map(ASN1ObjectIdentifier::getId)
        .toList();
  }

  Lifetime lifetime() {
    return lifetime;
  }

  /// The key's curve, dotted, or, where it names none, its algorithm.
  String keyKind() {
    AlgorithmIdentifier algorithm = content.getSubjectPublicKeyInfo().getAlgorithm();
    return algorithm.getParameters() instanceof ASN1ObjectIdentifier curve
        ? curve.getId()
        : algorithm.getAlgorithm().getId();
  }

  /// Object identifiers, dotted.
  Set<String> extensions() {
    return Set.copyOf(extensions.keySet());
  }

  /// Whether an extension is there and as critical as wanted; for empty, whether it is absent.
  boolean has(String identifier, Optional<Boolean> critical) {
    return Optional.ofNullable(extensions.get(identifier))
        .map(Extension::isCritical)
        .equals(critical);
  }

  /// Whether an extension is there that says all by being there.
  boolean isMarked(String identifier) {
    return has(identifier, Optional.of(false))
        && value(identifier, ASN1Null::getInstance).isPresent();
  }

  /// Bits as in Bouncy Castle's KeyUsage.
  int keyUsage() {
    return value(KEY_USAGE, ASN1BitString::getInstance).map(ASN1BitString::intValue).orElse(0);
  }

  List<String> purposes() {
    return value(EXTENDED_KEY_USAGE, ExtendedKeyUsage::getInstance).stream()
        .flatMap(usage -> Arrays.stream(usage.getUsages()))
        .map(KeyPurposeId::getId)
        .toList();
  }

  List<String> policies() {
    return value(POLICIES, CertificatePolicies::getInstance).stream()
        .flatMap(all -> Arrays.stream(all.getPolicyInformation()))
        .map(each -> each.getPolicyIdentifier().getId())
        .toList();
  }

  List<GeneralName> names() {
    return value(NAMES, GeneralNames::getInstance).stream()
        .flatMap(all -> Arrays.stream(all.getNames()))
        .toList();
  }

  Optional<Constraints> constraints() {
    boolean critical = has(CONSTRAINTS, Optional.of(true));
    return value(CONSTRAINTS, BasicConstraints::getInstance)
        .map(
            it ->
                new Constraints(
                    critical,
                    it.isCA(),
                    Optional.ofNullable(it.getPathLenConstraint()).map(Number::intValue)));
  }

  Optional<byte[]> subjectKey() {
    return value(SUBJECT_KEY, SubjectKeyIdentifier::getInstance)
        .map(SubjectKeyIdentifier::getKeyIdentifier);
  }

  Optional<byte[]> authorityKey() {
    return value(AUTHORITY_KEY, AuthorityKeyIdentifier::getInstance)
        .map(AuthorityKeyIdentifier::getKeyIdentifierOctets);
  }

  List<String> accessMethods() {
    return value(INFORMATION_ACCESS, AuthorityInformationAccess::getInstance).stream()
        .flatMap(access -> Arrays.stream(access.getAccessDescriptions()))
        .map(each -> each.getAccessMethod().getId())
        .toList();
  }

  private <T> Optional<T> value(String identifier, Function<ASN1Encodable, T> reader) {
    return Optional.ofNullable(extensions.get(identifier))
        .map(Extension::getParsedValue)
        .map(reader);
  }
}
