package org.gridseal.est;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmc.BodyPartID;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.cmc.CertificationRequest;
import org.bouncycastle.asn1.cmc.IdentityProofV2;
import org.bouncycastle.asn1.cmc.OtherMsg;
import org.bouncycastle.asn1.cmc.PKIData;
import org.bouncycastle.asn1.cmc.RevokeRequest;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.asn1.cmc.TaggedCertificationRequest;
import org.bouncycastle.asn1.cmc.TaggedContentInfo;
import org.bouncycastle.asn1.cmc.TaggedRequest;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.gridseal.testing.Requests;

/// Full PKI Requests (RFC 5272 §3.2), as Bouncy Castle writes them.
final class CmcMessages {
  /// The number of the one control in a message.
  static final BodyPartID CONTROL = new BodyPartID(8);

  private static final BodyPartID REQUEST = new BodyPartID(7);

  private CmcMessages() {}

  static TaggedAttribute control(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new TaggedAttribute(CONTROL, type, new DERSet(value));
  }

  static TaggedAttribute revocationOf(X509Certificate certificate, int reason) {
    return control(
        CMCObjectIdentifiers.id_cmc_revokeRequest,
        new RevokeRequest(
            X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded()),
            new ASN1Integer(certificate.getSerialNumber()),
            CRLReason.lookup(reason),
            null,
            null,
            null));
  }

  /// A message signed with a key, by whoever has it.
  ///
  /// @param shown the certificate that the signature claims to be of
  /// @param asked the key to be certified
  static byte[] message(
      KeyPair signer, X509Certificate shown, Optional<KeyPair> asked, TaggedAttribute... controls) {
    return message(
        signer,
        shown,
        asked.stream().map(CmcMessages::request).toArray(TaggedRequest[]::new),
        controls);
  }

  /// The same, with requests that were made before.
  static byte[] message(
      KeyPair signer,
      X509Certificate shown,
      TaggedRequest[] requests,
      TaggedAttribute... controls) {
    var data = new PKIData(controls, requests, new TaggedContentInfo[0], new OtherMsg[0]);
    try {
      var generator = new CMSSignedDataGenerator();
      generator.addSignerInfoGenerator(
          new SignerInfoGeneratorBuilder(new BcDigestCalculatorProvider())
              .build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()),
                  new X509CertificateHolder(shown.getEncoded())));
      return generator
          .generate(
              new CMSProcessableByteArray(CMCObjectIdentifiers.id_cct_PKIData, data.getEncoded()),
              true)
          .getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CMSException | OperatorCreationException | CertificateEncodingException e) {
      throw new IllegalStateException("a fresh key signs", e);
    }
  }

  /// A proof, made with SHA-256 and its HMAC, that whoever made the request knows a secret (RFC
  /// 5272 §6.2.1).
  static TaggedAttribute identityProof(String secret, TaggedRequest request) {
    try {
      byte[] key =
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return control(
          CMCObjectIdentifiers.id_cmc_identityProofV2,
          new IdentityProofV2(
              new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256),
              new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256),
              mac.doFinal(new DERSequence(request).getEncoded())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-2", e);
    }
  }

  static TaggedRequest request(KeyPair asked) {
    return new TaggedRequest(
        new TaggedCertificationRequest(
            REQUEST, CertificationRequest.getInstance(Requests.of(asked).encoded())));
  }
}
