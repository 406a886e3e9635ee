package org.gridseal.authority;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.gridseal.authority.CertificateProfile.Access;
import org.gridseal.authority.CertificateProfile.AlternativeNames;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Form;
import org.gridseal.authority.CertificateProfile.AlternativeNames.Presence;
import org.gridseal.authority.CertificateProfile.KeyPurposes;
import org.gridseal.authority.CertificateProfile.KeyUsages;
import org.gridseal.authority.CertificateProfile.Mark;

/// Writes the extensions that a profile describes, in a fixed order (RFC 5280 §4.2).
final class CertificateExtensions {
  private final CertificateProfile profile;
  private final ExtensionsGenerator extensions = new ExtensionsGenerator();

  private CertificateExtensions(CertificateProfile profile) {
    this.profile = profile;
  }

  /// @param issuerKey the key identifier of the issuer; empty for a root, which has none
  /// @param subject lacks nothing that the profile names
  static Extensions write(
      CertificateProfile profile,
      Subject subject,
      byte[] issuerKey,
      byte[] subjectKey,
      StatusLocations locations)
      throws IOException {
    var writer = new CertificateExtensions(profile);
    writer.writeKeys(issuerKey, subjectKey);
    writer.writeUse();
    writer.writeAlternativeNames(subject);
    writer.writeLocations(locations);
    writer.writeRoles(subject);
    writer.writeMarks();
    return writer.extensions.generate();
  }

  private void writeKeys(byte[] issuerKey, byte[] subjectKey) throws IOException {
    if (issuerKey.length > 0) {
      add(Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(issuerKey));
    }
    add(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(subjectKey));
  }

  private void writeUse() throws IOException {
    KeyUsages usage = profile.keyUsage();
    int bits =
        usage.bits().stream().mapToInt(KeyUsages.Bit::value).reduce(0, (all, bit) -> all | bit);
    add(Extension.keyUsage, usage.critical(), new KeyUsage(bits));
    writePurposes();
    writePolicies();
    writeConstraints();
  }

  private void writePurposes() throws IOException {
    KeyPurposes usage = profile.extendedKeyUsage();
    if (!usage.purposes().isEmpty()) {
      add(
          Extension.extendedKeyUsage,
          usage.critical(),
          new ExtendedKeyUsage(
              usage.purposes().stream()
                  .sorted()
                  .map(purpose -> new ASN1ObjectIdentifier(purpose.identifier()))
                  .map(KeyPurposeId::getInstance)
                  .toArray(KeyPurposeId[]::new)));
    }
  }

  private void writePolicies() throws IOException {
    if (profile.certificatePolicies().isPresent()) {
      var policies = profile.certificatePolicies().get();
      add(
          Extension.certificatePolicies,
          policies.critical(),
          new CertificatePolicies(
              policies.oids().stream()
                  .map(oid -> new PolicyInformation(new ASN1ObjectIdentifier(oid)))
                  .toArray(PolicyInformation[]::new)));
    }
  }

  private void writeConstraints() throws IOException {
    if (profile.basicConstraints().isPresent()) {
      var constraints = profile.basicConstraints().get();
      add(
          Extension.basicConstraints,
          constraints.critical(),
          constraints
              .pathLength()
              .map(BasicConstraints::new)
              .orElseGet(() -> new BasicConstraints(constraints.ca())));
    }
  }

  private void writeAlternativeNames(Subject subject) throws IOException {
    if (profile.subjectAltName().isEmpty()) {
      return;
    }
    AlternativeNames form = profile.subjectAltName().get();
    GeneralName[] names =
        Arrays.stream(Form.values())
            .filter(each -> form.presence(each) != Presence.none)
            .flatMap(each -> subject.names(each).stream())
            .map(AlternativeName::encoded)
            .map(GeneralName::getInstance)
            .toArray(GeneralName[]::new);
    if (names.length > 0) {
      add(Extension.subjectAlternativeName, form.critical(), new GeneralNames(names));
    }
  }

  private void writeRoles(Subject subject) throws IOException {
    for (Role role : subject.roles()) {
      if (profile.role().filter(role.form()::equals).isPresent()) {
        add(new ASN1ObjectIdentifier(role.identifier()), false, role.value());
      }
    }
  }

  private void writeMarks() throws IOException {
    for (Mark mark : profile.marks().stream().sorted().toList()) {
      add(new ASN1ObjectIdentifier(mark.identifier()), false, DERNull.INSTANCE);
    }
  }

  private void writeLocations(StatusLocations locations) throws IOException {
    if (profile.namesRevocationList()) {
      GeneralNames names = new GeneralNames(uri(locations.revocationList().toString()));
      add(
          Extension.cRLDistributionPoints,
          false,
          new CRLDistPoint(
              new DistributionPoint[] {
                new DistributionPoint(new DistributionPointName(names), null, null)
              }));
    }
    List<AccessDescription> access = new ArrayList<>();
    if (profile.authorityInfoAccess().contains(Access.ocsp)) {
      access.add(
          new AccessDescription(AccessDescription.id_ad_ocsp, uri(locations.ocsp().toString())));
    }
    if (profile.authorityInfoAccess().contains(Access.caIssuers)) {
      access.add(
          new AccessDescription(
              AccessDescription.id_ad_caIssuers, uri(locations.certificate().toString())));
    }
    if (!access.isEmpty()) {
      add(
          Extension.authorityInfoAccess,
          false,
          new AuthorityInformationAccess(access.toArray(AccessDescription[]::new)));
    }
  }

  private static GeneralName uri(String text) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, text);
  }

  private void add(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value)
      throws IOException {
    extensions.addExtension(oid, critical, value);
  }
}
