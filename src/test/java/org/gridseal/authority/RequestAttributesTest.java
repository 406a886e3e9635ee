package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.est.AttrOrOID;
import org.bouncycastle.asn1.est.CsrAttrs;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.gridseal.testing.Authorities;
import org.junit.jupiter.api.Test;

/// Read with Bouncy Castle's own types of RFC 7030, and by hand where RFC 9908 is newer than they.
class RequestAttributesTest {
  private static final String TEMPLATE = "1.2.840.113549.1.9.16.2.61";

  @Test
  void tellsOlderDevicesWhichKeyAndSignatureToMake() {
    List<AttrOrOID> all = read("ieee2030.5-device", false);

    assertThat(all.stream().filter(AttrOrOID::isOid).map(it -> it.getOid().getId()))
        .containsExactly("1.2.840.10045.4.3.2");
    assertThat(attribute(all, "1.2.840.10045.2.1").getAttributeValues()[0])
        .hasToString("1.2.840.10045.3.1.7");
  }

  @Test
  void asksForAChallengePasswordWhereRequestsMustBeLinked() {
    assertThat(
            read("ieee2030.5-device", true).stream()
                .filter(AttrOrOID::isOid)
                .map(it -> it.getOid().getId()))
        .contains("1.2.840.113549.1.9.7");
  }

  @Test
  void givesATemplateWithTheHardwareNameToBeFilledIn() {
    ASN1Sequence template = template("ieee2030.5-device");

    assertThat(template.getObjectAt(0)).hasToString("0");
    var key = ASN1TaggedObject.getInstance(template.getObjectAt(1));
    assertThat(key.getTagNo()).isZero();
    var algorithm =
        AlgorithmIdentifier.getInstance(ASN1Sequence.getInstance(key, false).getObjectAt(0));
    assertThat(algorithm.getParameters()).hasToString("1.2.840.10045.3.1.7");
    assertThat(ASN1Sequence.getInstance(key, false).size()).isOne();
    var attributes = ASN1TaggedObject.getInstance(template.getObjectAt(2));
    assertThat(attributes.getTagNo()).isOne();
    var wanted =
        Attribute.getInstance(
            org.bouncycastle.asn1.ASN1Set.getInstance(attributes, false).getObjectAt(0));
    assertThat(wanted.getAttrType().getId()).isEqualTo("1.2.840.113549.1.9.16.2.62");
    var extension =
        ASN1Sequence.getInstance(
            ASN1Sequence.getInstance(wanted.getAttributeValues()[0]).getObjectAt(0));
    assertThat(extension.getObjectAt(0)).isEqualTo(Extension.subjectAlternativeName);
    assertThat(extension.getObjectAt(1)).hasToString("TRUE");
    assertThat(extension.size()).isEqualTo(2);
  }

  private static ASN1Sequence template(String profile) {
    return ASN1Sequence.getInstance(
        attribute(read(profile, false), TEMPLATE).getAttributeValues()[0]);
  }

  private static Attribute attribute(List<AttrOrOID> all, String type) {
    return all.stream()
        .filter(it -> !it.isOid() && it.getAttribute().getAttrType().getId().equals(type))
        .findFirst()
        .orElseThrow()
        .getAttribute();
  }

  private static List<AttrOrOID> read(String profile, boolean linked) {
    byte[] encoded = RequestAttributes.of(Authorities.profile(profile), linked);
    return Arrays.asList(CsrAttrs.getInstance(encoded).getAttrOrOIDs());
  }
}
