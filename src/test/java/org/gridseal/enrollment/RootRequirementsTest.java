package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.gridseal.site.Violation;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.WeakKeys;
import org.junit.jupiter.api.Test;

class RootRequirementsTest {
  private static final X500Name SUBJECT = new X500Name("CN=Fake SERCA");
  private static final Instant FAR = Instant.parse("9999-12-31T23:59:59Z");

  @Test
  void takesARootOfAManufacturingPki() {
    X509Certificate root = Manufacturer.serca("Fake SERCA").root();

    assertThat(rules(root)).isEmpty();
    assertThat(RootRequirements.isSelfSigned(root)).isTrue();
  }

  @Test
  void takesAnAuthorityBelowARootAndSaysThatItIsOne() {
    X509Certificate authority = Manufacturer.serca("Fake SERCA").mca("Fake MCA").certificate();

    assertThat(rules(authority)).isEmpty();
    assertThat(RootRequirements.isSelfSigned(authority)).isFalse();
  }

  @Test
  void takesRsaOf2048BitsAndNoLess() throws Exception {
    assertThat(rules(root(rsa(2048), "SHA256withRSA", FAR))).isEmpty();
    assertThat(rules(root(rsa(1024), "SHA256withRSA", FAR))).containsExactly("root-key");
  }

  @Test
  void takesP384AndNoOtherCurve() throws Exception {
    assertThat(rules(root(ec("secp384r1"), "SHA384withECDSA", FAR))).isEmpty();
    assertThat(rules(root(ec("secp521r1"), "SHA384withECDSA", FAR))).containsExactly("root-key");
  }

  @Test
  void refusesAKeyThatEverybodyHas() throws Exception {
    assertThat(rules(root(WeakKeys.trivial(), "SHA256withECDSA", FAR)))
        .containsExactly("root-key-sound");
  }

  @Test
  void refusesAnRsaKeyWhoseExponentGivesItAway() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F0));

    assertThat(rules(root(generator.generateKeyPair(), "SHA256withRSA", FAR)))
        .containsExactly("root-key-sound");
  }

  @Test
  void refusesADevice() {
    X509Certificate device = Manufacturer.mica().device(EnrollmentFixture.HARDWARE).certificate();

    assertThat(rules(device)).containsExactly("root-authority", "root-signs");
  }

  @Test
  void refusesAKeyThatMayNotSignCertificates() throws Exception {
    KeyPair keys = Keys.p256();
    X509v3CertificateBuilder content = content(keys, FAR);
    content.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    content.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign));

    assertThat(rules(signed(content, keys, "SHA256withECDSA"))).containsExactly("root-signs");
  }

  @Test
  void refusesWhatOnlySeemsToBeSignedByItself() throws Exception {
    KeyPair keys = Keys.p256();
    X509Certificate forged = signed(authority(keys, FAR), Keys.p256(), "SHA256withECDSA");

    assertThat(rules(forged)).containsExactly("root-signature");
  }

  @Test
  void refusesNameConstraintsThatNobodyWouldHeed() throws Exception {
    KeyPair keys = Keys.p256();
    X509v3CertificateBuilder content = authority(keys, FAR);
    var subtree = new GeneralSubtree(new GeneralName(GeneralName.dNSName, "example.org"));
    content.addExtension(
        Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {subtree}, null));

    assertThat(rules(signed(content, keys, "SHA256withECDSA"))).containsExactly("root-constraints");
  }

  @Test
  void refusesWhatHasExpired() throws Exception {
    Instant yesterday = Authorities.NOW.minusSeconds(86_400);

    assertThat(rules(root(Keys.p256(), "SHA256withECDSA", yesterday)))
        .containsExactly("root-valid");
  }

  private static List<String> rules(X509Certificate certificate) {
    return RootRequirements.violations(certificate, Authorities.NOW).stream()
        .map(Violation::rule)
        .toList();
  }

  private static KeyPair rsa(int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static KeyPair ec(String curve) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private static X509Certificate root(KeyPair keys, String algorithm, Instant notAfter)
      throws Exception {
    return signed(authority(keys, notAfter), keys, algorithm);
  }

  private static X509v3CertificateBuilder authority(KeyPair keys, Instant notAfter)
      throws Exception {
    X509v3CertificateBuilder content = content(keys, notAfter);
    content.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    content.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return content;
  }

  private static X509v3CertificateBuilder content(KeyPair keys, Instant notAfter) {
    Date beginning = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    return new JcaX509v3CertificateBuilder(
        SUBJECT, BigInteger.ONE, beginning, Date.from(notAfter), SUBJECT, keys.getPublic());
  }

  private static X509Certificate signed(
      X509v3CertificateBuilder content, KeyPair keys, String algorithm) throws Exception {
    var signer = new JcaContentSignerBuilder(algorithm).build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(content.build(signer));
  }
}
