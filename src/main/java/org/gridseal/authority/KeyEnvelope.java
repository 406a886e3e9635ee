package org.gridseal.authority;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridseal.x509.KeyPackage;

/// Puts a private key into an envelope that one device can open: the key in an asymmetric key
/// package (RFC 5958 §2), signed by the authority, encrypted to the device's certificate by ECDH
/// (RFC 5753 §3.1) and AES-256 (RFC 7030 §4.4.2).
final class KeyEnvelope {
  /// id-ct-KP-aKeyPackage (RFC 5958 §2).
  private static final String ASYMMETRIC_KEY_PACKAGE = "2.16.840.1.101.2.1.2.78.5";

  /// id-signedData (RFC 5652 §5.1).
  private static final ASN1ObjectIdentifier SIGNED_DATA =
      new ASN1ObjectIdentifier("1.2.840.113549.1.7.2");

  /// Not installed: only the key derivation of CMS is its, which no other provider has.
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  private KeyEnvelope() {}

  /// @throws SigningException if the authority's key gives no signature
  /// @throws IllegalArgumentException if the recipient's key is on no curve
  static KeyPackage seal(
      PrivateKey key, X509Certificate recipient, CertificationAuthority authority, Instant now) {
    try {
      byte[] content = new DERSequence(PrivateKeyInfo.getInstance(key.getEncoded())).getEncoded();
      byte[] signedData =
          SignedMessage.of(ASYMMETRIC_KEY_PACKAGE, content, List.of(), authority, now)
              .toASN1Structure()
              .getContent()
              .toASN1Primitive()
              .getEncoded();
      return KeyPackage.encrypted(encrypted(signedData, recipient));
    } catch (GeneralSecurityException | CMSException | IOException e) {
      throw new IllegalArgumentException("nothing can be encrypted to the device's key", e);
    }
  }

  private static byte[] encrypted(byte[] signedData, X509Certificate recipient)
      throws GeneralSecurityException, CMSException, IOException {
    KeyPair ephemeral = ephemeral();
    var agreement =
        new JceKeyAgreeRecipientInfoGenerator(
                CMSAlgorithm.ECDH_SHA256KDF,
                ephemeral.getPrivate(),
                ephemeral.getPublic(),
                CMSAlgorithm.AES256_WRAP)
            .setProvider(BOUNCY_CASTLE)
            .addRecipient(recipient);
    var generator = new CMSEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(agreement);
    return generator
        .generate(
            new CMSProcessableByteArray(SIGNED_DATA, signedData),
            new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC)
                .setProvider(BOUNCY_CASTLE)
                .build())
        .getEncoded();
  }

  private static KeyPair ephemeral() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
