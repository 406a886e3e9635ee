package org.gridseal.authority;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/// CMS SignedData of an authority (RFC 5652 §5), with its certificate.
final class SignedMessage {
  private SignedMessage() {}

  /// @param type the content type, such as id-cct-PKIResponse
  /// @param more certificates that go along
  /// @throws SigningException if the authority's key gives no signature
  static CMSSignedData of(
      String type,
      byte[] content,
      List<X509Certificate> more,
      CertificationAuthority authority,
      Instant now) {
    try {
      var certificate = new JcaX509CertificateHolder(authority.certificate());
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
              .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(signedAt(now)))
              .build(new AuthoritySigner(authority), certificate));
      generator.addCertificate(certificate);
      for (X509Certificate each : more) {
        generator.addCertificate(new JcaX509CertificateHolder(each));
      }
      return generator.generate(
          new CMSProcessableByteArray(new ASN1ObjectIdentifier(type), content), true);
    } catch (GeneralSecurityException | OperatorCreationException | CMSException e) {
      throw new SigningException("the message cannot be signed", e);
    }
  }

  private static AttributeTable signedAt(Instant now) {
    var attributes = new ASN1EncodableVector();
    attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(now)))));
    return new AttributeTable(attributes);
  }
}
