package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.enrollment.EnrollmentFixture.CHANNEL;
import static org.gridseal.enrollment.EnrollmentFixture.PROFILE;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridseal.audit.Actor;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.site.ApparentPower;
import org.gridseal.testing.DirectTransactions.Fate;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Requests;
import org.gridseal.x509.KeyIdentifier;
import org.gridseal.x509.KeyPackage;
import org.gridseal.x509.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keys that are made here (RFC 7030 §4.4).
class ServerKeyTest {
  private final EnrollmentFixture utility = new EnrollmentFixture();
  private final Manufacturer.Device born = Manufacturer.mica().device(EnrollmentFixture.HARDWARE);

  @Test
  void makesAKeyAndCertifiesIt() throws Exception {
    Outcome.IssuedWithKey issued = issued(Requests.fresh());

    assertThat(issued.key().isEncrypted()).isFalse();
    assertFits(keyOf(issued.key().encoded()), issued.certificate());
    assertThat(utility.events()).containsExactly("IssuanceIntended", "CertificateIssued");
  }

  @Test
  void passesOverTheKeyAndTheSignatureOfTheRequest() {
    KeyPair sent = Keys.p256();

    Outcome.IssuedWithKey issued = issued(Requests.of(sent).brokenSignature());

    assertThat(issued.certificate().getPublicKey()).isNotEqualTo(sent.getPublic());
  }

  @Test
  void makesAnotherKeyEachTime() {
    Requests request = Requests.fresh();

    assertThat(issued(request).certificate()).isNotEqualTo(issued(request).certificate());
  }

  @Test
  void encryptsTheKeyToTheCertificateShown() throws Exception {
    byte[] identifier = KeyIdentifier.allOf(born.certificate()).getFirst();

    Outcome.IssuedWithKey issued =
        issued(
            Requests.fresh()
                .attribute(
                    PKCSObjectIdentifiers.id_aa_asymmDecryptKeyID, new DEROctetString(identifier)));

    assertThat(issued.key().isEncrypted()).isTrue();
    assertFits(opened(issued.key()), issued.certificate());
  }

  @Test
  void refusesToEncryptToAKeyThatWasNotShown() {
    Outcome outcome =
        ask(
            Requests.fresh()
                .attribute(
                    PKCSObjectIdentifiers.id_aa_asymmDecryptKeyID,
                    new DEROctetString(new byte[20])));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(utility.refusals()).containsExactly("decryption-key");
  }

  @Test
  void hasNoSharedKeysToEncryptWith() {
    Requests request =
        Requests.fresh()
            .attribute(PKCSObjectIdentifiers.id_aa_decryptKeyID, new DEROctetString(new byte[20]));

    assertThatThrownBy(() -> ask(request)).isInstanceOf(MalformedException.class);
    assertThat(utility.refusals()).containsExactly("request-well-formed");
  }

  @Test
  void wantsALargeSitesKeysToBeMadeInTheirDevices() {
    utility.register(PROFILE, Standing.APPROVED, ApparentPower.ofKilovoltAmperes(250));

    assertThat(ask(Requests.fresh())).isInstanceOf(Outcome.Refused.class);
    assertThat(utility.refusals()).contains("key-origin");
  }

  @Test
  void sendsAnotherKeyWhenTheAnswerToACodeWasLost() {
    Credential code = code();
    byte[] request = Requests.fresh().encoded();
    SerialNumber lost = serialOf(ask(code, request));

    SerialNumber second = serialOf(ask(code, request));

    assertThat(second).isNotEqualTo(lost);
    assertThat(utility.certificates.isRevoked(lost)).isTrue();
    assertThat(utility.certificates.isRevoked(second)).isFalse();
    assertThat(utility.events())
        .endsWith(
            "IssuanceIntended",
            "CertificateIssued",
            "IssuanceIntended",
            "CertificateRevoked",
            "CertificateIssued");
  }

  @Test
  void sendsNoOtherKeyToAnotherRequestWithTheSameCode() {
    Credential code = code();
    SerialNumber first = serialOf(ask(code, Requests.fresh().encoded()));

    assertThat(ask(code, Requests.fresh().encoded())).isInstanceOf(Outcome.Unauthenticated.class);
    assertThat(utility.enroll(code, Requests.fresh().encoded()))
        .isInstanceOf(Outcome.Unauthenticated.class);
    assertThat(utility.certificates.isRevoked(first)).isFalse();
  }

  @Test
  void sendsNoOtherKeyWhenTheTimeForThatIsOver() {
    Credential code = code();
    byte[] request = Requests.fresh().encoded();
    SerialNumber first = serialOf(ask(code, request));
    utility.pass(Issuance.RETRY_WINDOW);

    assertThat(ask(code, request)).isInstanceOf(Outcome.Unauthenticated.class);
    assertThat(utility.certificates.isRevoked(first)).isFalse();
  }

  @Test
  void sendsNoOtherKeyInThePlaceOfARevokedCertificate() {
    Credential code = code();
    byte[] request = Requests.fresh().encoded();
    utility.certificates.revoke(serialOf(ask(code, request)));

    assertThat(ask(code, request)).isInstanceOf(Outcome.Unauthenticated.class);
  }

  @Test
  void sendsNoKeyForTheSixthTime() {
    Credential code = code();
    byte[] request = Requests.fresh().encoded();
    for (int answer = 1; answer <= 5; answer++) {
      assertThat(ask(code, request)).isInstanceOf(Outcome.IssuedWithKey.class);
    }

    assertThat(ask(code, request)).isInstanceOf(Outcome.Unauthenticated.class);
    assertThat(goodCertificates()).isOne();
  }

  /// Commit 1 is the intent, commit 2 revokes the first certificate and keeps the second.
  @ParameterizedTest(name = "commit {0} is {1}")
  @CsvSource({"1, LOST", "2, LOST", "2, KEPT_UNKNOWN"})
  void revokesNothingWithoutAnotherCertificate(int commit, Fate fate) {
    Credential code = code();
    byte[] request = Requests.fresh().encoded();
    assertThat(ask(code, request)).isInstanceOf(Outcome.IssuedWithKey.class);
    utility.transactions.decide(commit, fate);

    assertThat(ask(code, request)).isInstanceOf(Outcome.Unavailable.class);

    assertThat(goodCertificates()).isOne();
    assertThat(ask(code, request)).isInstanceOf(Outcome.IssuedWithKey.class);
    assertThat(goodCertificates()).isOne();
  }

  @Test
  void leavesACodeAloneThatADevicesOwnKeyWasCertifiedBy() {
    Credential code = code();
    byte[] request = Requests.fresh().encoded();
    assertThat(utility.enroll(code, request)).isInstanceOf(Outcome.Issued.class);

    assertThat(ask(code, request)).isInstanceOf(Outcome.Unauthenticated.class);
    assertThat(goodCertificates()).isOne();
  }

  private Credential code() {
    OneTimeCodes.Issued made = utility.codes.issue(utility.device, Actor.GRIDSEAL).orElseThrow();
    return new Credential.OneTimeCode(utility.device, made.code());
  }

  private Outcome ask(Credential credential, byte[] request) {
    return utility.enrollment.enrollWithKey(
        EnrollmentFixture.attempt(credential, CHANNEL), request);
  }

  private static SerialNumber serialOf(Outcome outcome) {
    if (outcome instanceof Outcome.IssuedWithKey(X509Certificate certificate, KeyPackage key)) {
      return new SerialNumber(certificate.getSerialNumber());
    }
    throw new AssertionError("no key was issued: " + outcome);
  }

  private long goodCertificates() {
    return utility.certificates.of(utility.device).stream()
        .filter(kept -> !utility.certificates.isRevoked(kept.serialNumber()))
        .count();
  }

  private Outcome.IssuedWithKey issued(Requests request) {
    if (ask(request) instanceof Outcome.IssuedWithKey issued) {
      return issued;
    }
    throw new AssertionError("no key was issued");
  }

  private Outcome ask(Requests request) {
    var attempt =
        new Attempt(
            EnrollmentFixture.factory(),
            CHANNEL,
            Optional.empty(),
            Optional.of(born.certificate()));
    return utility.enrollment.enrollWithKey(attempt, request.encoded());
  }

  /// As the device does it: opens the envelope, checks who closed it, takes the key out.
  private PrivateKey opened(KeyPackage key) throws Exception {
    var envelope = new CMSEnvelopedData(key.encoded());
    var recipient =
        new JceKeyAgreeEnvelopedRecipient(born.keys().getPrivate())
            .setProvider(new BouncyCastleProvider());
    var recipients = envelope.getRecipientInfos().getRecipients();
    byte[] signedData = recipients.iterator().next().getContent(recipient);
    var signed =
        new CMSSignedData(
            new org.bouncycastle.asn1.cms.ContentInfo(
                PKCSObjectIdentifiers.signedData, ASN1Sequence.getInstance(signedData)));
    var authority = new JcaX509CertificateHolder(utility.authorities.issuing().certificate());
    var verifier =
        new JcaSimpleSignerInfoVerifierBuilder()
            .setProvider(new BouncyCastleProvider())
            .build(authority);
    assertThat(signed.getSignerInfos().iterator().next().verify(verifier)).isTrue();
    byte[] content = (byte[]) signed.getSignedContent().getContent();
    var keys = ASN1Sequence.getInstance(content);
    return keyOf(PrivateKeyInfo.getInstance(keys.getObjectAt(0)).getEncoded());
  }

  private static PrivateKey keyOf(byte[] encoded) throws Exception {
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
  }

  private static void assertFits(PrivateKey key, X509Certificate certificate) throws Exception {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key);
    signer.update((byte) 1);
    byte[] signature = signer.sign();
    signer.initVerify(certificate.getPublicKey());
    signer.update((byte) 1);
    assertThat(signer.verify(signature)).isTrue();
  }
}
