package org.gridseal.lint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/// The extensions of a certificate (RFC 5280 §4.2). One that cannot be read counts as absent and
/// [#isUnreadable] says so; of two of one kind the first counts.
final class StatedExtensions {
  /// The tag of the extensions in a TBSCertificate (RFC 5280 §4.1).
  private static final int TAG = 3;

  private final List<Extension> all;
  private boolean unreadable;
  private Optional<Integer> keyUsage = Optional.empty();
  private boolean authority;
  private Optional<Integer> pathLength = Optional.empty();
  private List<String> policies = List.of();
  private List<String> purposes = List.of();
  private List<GeneralName> alternativeNames = List.of();
  private Optional<byte[]> subjectKey = Optional.empty();
  private Optional<byte[]> authorityKey = Optional.empty();

  private StatedExtensions(List<Extension> all) {
    this.all = List.copyOf(all);
    read(Extension.keyUsage, this::readUsage);
    read(Extension.basicConstraints, this::readConstraints);
    read(Extension.certificatePolicies, this::readPolicies);
    read(Extension.extendedKeyUsage, this::readPurposes);
    read(Extension.subjectAlternativeName, this::readNames);
    read(Extension.subjectKeyIdentifier, this::readSubjectKey);
    read(Extension.authorityKeyIdentifier, this::readAuthorityKey);
  }

  /// @param from index of the first part that may hold them
  static StatedExtensions in(ASN1Sequence content, int from) {
    for (int i = from; i < content.size(); i++) {
      if (content.getObjectAt(i) instanceof ASN1TaggedObject tagged && tagged.hasContextTag(TAG)) {
        List<Extension> found = new ArrayList<>();
        // Not by Bouncy Castle's Extensions, which refuse two of one kind.
        for (ASN1Encodable each : ASN1Sequence.getInstance(tagged, true)) {
          found.add(Extension.getInstance(each));
        }
        return new StatedExtensions(found);
      }
    }
    return new StatedExtensions(List.of());
  }

  private void read(ASN1ObjectIdentifier type, Consumer<byte[]> reader) {
    try {
      find(type).ifPresent(extension -> reader.accept(extension.getExtnValue().getOctets()));
    } catch (RuntimeException e) {
      // Bouncy Castle reports broken structure with several unchecked exceptions.
      unreadable = true;
    }
  }

  private void readUsage(byte[] value) {
    keyUsage = Optional.of(ASN1BitString.getInstance(value).intValue());
  }

  private void readConstraints(byte[] value) {
    BasicConstraints constraints = BasicConstraints.getInstance(value);
    pathLength =
        Optional.ofNullable(constraints.getPathLenConstraint()).map(BigInteger::intValueExact);
    authority = constraints.isCA();
  }

  private void readPolicies(byte[] value) {
    policies =
        Arrays.stream(CertificatePolicies.getInstance(value).getPolicyInformation())
            .map(PolicyInformation::getPolicyIdentifier)
            .map(ASN1ObjectIdentifier::getId)
            .toList();
  }

  private void readPurposes(byte[] value) {
    List<String> found = new ArrayList<>();
    for (ASN1Encodable each : ASN1Sequence.getInstance(value)) {
      found.add(ASN1ObjectIdentifier.getInstance(each).getId());
    }
    purposes = List.copyOf(found);
  }

  private void readNames(byte[] value) {
    List<GeneralName> names = List.of(GeneralNames.getInstance(value).getNames());
    // Whoever asks for them later can read them.
    names.stream()
        .filter(name -> name.getTagNo() == GeneralName.otherName)
        .forEach(name -> OtherName.getInstance(name.getName()));
    alternativeNames = names;
  }

  private void readSubjectKey(byte[] value) {
    subjectKey = Optional.of(SubjectKeyIdentifier.getInstance(value).getKeyIdentifier());
  }

  private void readAuthorityKey(byte[] value) {
    authorityKey =
        Optional.ofNullable(AuthorityKeyIdentifier.getInstance(value).getKeyIdentifierOctets());
  }

  List<Extension> all() {
    return all;
  }

  Optional<Extension> find(ASN1ObjectIdentifier type) {
    return all.stream().filter(each -> each.getExtnId().equals(type)).findFirst();
  }

  boolean has(ASN1ObjectIdentifier type) {
    return find(type).isPresent();
  }

  boolean hasCritical(ASN1ObjectIdentifier type) {
    return find(type).filter(Extension::isCritical).isPresent();
  }

  boolean hasUncritical(ASN1ObjectIdentifier type) {
    return find(type).filter(each -> !each.isCritical()).isPresent();
  }

  boolean hasOneTwice() {
    Set<ASN1ObjectIdentifier> seen = new HashSet<>();
    return all.stream().anyMatch(each -> !seen.add(each.getExtnId()));
  }

  boolean isUnreadable() {
    return unreadable;
  }

  /// Bits as in Bouncy Castle's KeyUsage; empty without the extension, which forbids nothing.
  Optional<Integer> keyUsage() {
    return keyUsage;
  }

  boolean hasUsage(int bits) {
    return keyUsage.filter(usage -> (usage & bits) == bits).isPresent();
  }

  boolean isAuthority() {
    return authority;
  }

  Optional<Integer> pathLength() {
    return pathLength;
  }

  List<String> policies() {
    return policies;
  }

  List<String> purposes() {
    return purposes;
  }

  List<GeneralName> alternativeNames() {
    return alternativeNames;
  }

  Optional<byte[]> subjectKey() {
    return subjectKey;
  }

  Optional<byte[]> authorityKey() {
    return authorityKey;
  }
}
