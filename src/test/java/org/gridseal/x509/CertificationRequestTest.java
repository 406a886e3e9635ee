package org.gridseal.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.Random;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.gridseal.testing.Defect;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificationRequestTest {
  private static final HardwareModuleName NAME =
      new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "ff150032");

  private static final Path BROKEN = Path.of("test-data/requests/broken");

  @Test
  void keepsTheKey() {
    KeyPair keys = Keys.p256();

    CertificationRequest request = CertificationRequest.parse(Requests.of(keys).encoded());

    assertThat(((ECPublicKey) request.key().key()).getW())
        .isEqualTo(((ECPublicKey) keys.getPublic()).getW());
    assertThat(request.key().kind()).hasToString("P-256");
    assertThat(request.requestedName()).isEmpty();
  }

  @Test
  void keepsTheHardwareModuleName() {
    CertificationRequest request =
        CertificationRequest.parse(Requests.fresh().asking(NAME).encoded());

    assertThat(request.requestedName()).contains(NAME);
  }

  @Test
  void readsWhatItWrites() {
    KeyPair keys = Keys.p256();

    CertificationRequest request = CertificationRequest.parse(CertificationRequest.write(keys));

    assertThat(request.key().encoded()).isEqualTo(SubjectKey.of(keys.getPublic()).encoded());
  }

  @Test
  void leavesMlDsaToAuthorities() throws Exception {
    KeyPair keys = KeyPairGenerator.getInstance("ML-DSA-65").generateKeyPair();
    byte[] request = lattice(keys, "ML-DSA-65");

    assertThat(CertificationRequest.parseOfAuthority(request).key().kind())
        .hasToString("ML-DSA-65");
    assertThatThrownBy(() -> CertificationRequest.parse(request))
        .isInstanceOf(MalformedException.class)
        .hasMessage("the key is no elliptic curve key; make one on P-256");
    request[request.length - 1] ^= 1;
    assertThatThrownBy(() -> CertificationRequest.parseOfAuthority(request))
        .isInstanceOf(MalformedException.class)
        .hasMessageStartingWith("the request's signature");
    assertThatThrownBy(() -> CertificationRequest.parseOfAuthority(lattice(keys, "ML-DSA-44")))
        .isInstanceOf(MalformedException.class)
        .hasMessage("the request is not signed with ML-DSA-65");
  }

  /// @param said what the request says that it is signed with
  private static byte[] lattice(KeyPair keys, String said) throws Exception {
    var info =
        new CertificationRequestInfo(
            new X500Name("CN=Example"),
            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
            new DERSet());
    Signature signer = Signature.getInstance("ML-DSA");
    signer.initSign(keys.getPrivate());
    signer.update(info.getEncoded("DER"));
    return new org.bouncycastle.asn1.pkcs.CertificationRequest(
            info,
            new DefaultSignatureAlgorithmIdentifierFinder().find(said),
            new DERBitString(signer.sign()))
        .getEncoded();
  }

  @Test
  void acceptsASecondCurve() {
    byte[] encoded = Requests.of(Keys.p384()).signedWith("SHA384withECDSA").encoded();

    assertThat(CertificationRequest.parse(encoded).key().kind()).hasToString("P-384");
  }

  @Test
  void acceptsAHonestSubjectAndDropsIt() {
    byte[] encoded = Requests.fresh().subject("C=AU,O=Maker,OU=A,OU=B,CN=inverter").encoded();

    assertThat(CertificationRequest.parse(encoded).requestedName()).isEmpty();
  }

  @Test
  void acceptsAttributesThatTheSenderLeftUnsorted() {
    byte[] encoded = Requests.fresh().asking(NAME).challengePassword("").encoded();

    assertThat(CertificationRequest.parse(encoded).requestedName()).contains(NAME);
  }

  @Test
  void passesOverWhatIsAskedForWithoutHarm() {
    byte[] encoded =
        Requests.fresh()
            .asking(
                Requests.extension(Extension.basicConstraints, true, new BasicConstraints(false)),
                Requests.extension(
                    Extension.extendedKeyUsage,
                    false,
                    new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth)))
            .encoded();

    assertThat(CertificationRequest.parse(encoded).requestedName()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void refusesEveryDefectWithItsReason(Defect defect) {
    assertThatThrownBy(() -> CertificationRequest.parse(defect.encoded()))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(defect.reason());
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void refusesEveryDefectOfTheCorpusWithItsReason(Defect defect) throws IOException {
    byte[] encoded = Files.readAllBytes(BROKEN.resolve(defect.fileName()));

    assertThatThrownBy(() -> CertificationRequest.parse(encoded))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(defect.reason());
  }

  @Test
  void refusesOrAcceptsButNeverFailsOtherwiseWhenAnyOctetChanges() {
    byte[] honest =
        Requests.fresh().subject("O=Maker,CN=x").challengePassword("a").asking(NAME).encoded();
    Random chance = new Random(7);

    for (int at = 0; at < honest.length; at++) {
      for (int round = 0; round < 4; round++) {
        byte[] changed = honest.clone();
        changed[at] ^= (byte) (1 + chance.nextInt(255));
        assertThatThrownBy(() -> CertificationRequest.parse(changed))
            .as("octet %d is %02x", at, changed[at])
            .isInstanceOf(MalformedException.class);
      }
    }
  }

  @ParameterizedTest(name = "{0} octets of chance")
  @ValueSource(ints = {1, 2, 16, 200, 4000})
  void refusesChance(int length) {
    Random chance = new Random(11);

    for (int round = 0; round < 200; round++) {
      byte[] octets = new byte[length];
      chance.nextBytes(octets);
      octets[0] = 0x30;
      assertThatThrownBy(() -> CertificationRequest.parse(octets))
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void repeatsNothingOfTheInputInItsReason() {
    byte[] encoded = Requests.fresh().subject("CN=secret\\0Aname").encoded();

    assertThatThrownBy(() -> CertificationRequest.parse(encoded))
        .message()
        .doesNotContain("secret");
  }
}
