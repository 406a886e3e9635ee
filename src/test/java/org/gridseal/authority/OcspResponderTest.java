package org.gridseal.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OcspResponderTest {
  private static final Instant NOW = Authorities.NOW;
  private static final BigInteger GOOD = BigInteger.valueOf(100);
  private static final BigInteger REVOKED = BigInteger.valueOf(101);
  private static final BigInteger HELD = BigInteger.valueOf(102);
  private static final BigInteger BROKEN = BigInteger.valueOf(103);

  private final BrokenKey key = new BrokenKey();
  private final CertificationAuthority issuing =
      new Authorities(key, InstantSource.fixed(NOW)).issuing();
  private final OcspResponder responder =
      new OcspResponder(
          issuing, InstantSource.fixed(NOW), Duration.ofHours(24), OcspResponderTest::status);

  private static Status status(SerialNumber serial) {
    if (serial.value().equals(BROKEN)) {
      throw new IllegalStateException("the register is away");
    }
    return Map.<BigInteger, Status>of(
            GOOD,
            new Status.Good(),
            REVOKED,
            new Status.Withdrawn(new Revoked(serial, NOW, RevocationReason.keyCompromise)),
            HELD,
            new Status.Withdrawn(new Revoked(serial, NOW, RevocationReason.unspecified)))
        .getOrDefault(serial.value(), new Status.Unknown());
  }

  @Test
  void saysGoodOfACertificateThatIsNotRevoked() throws Exception {
    SingleResp answer = answered(ask(issuing, GOOD)).getResponses()[0];

    assertThat(answer.getCertStatus()).isEqualTo(CertificateStatus.GOOD);
    assertThat(answer.getThisUpdate()).isEqualTo(NOW.minusSeconds(300));
    assertThat(answer.getNextUpdate()).isEqualTo(NOW.plus(Duration.ofHours(24)));
  }

  @Test
  void saysWhenAndWhyOfARevokedCertificate() throws Exception {
    var status = (RevokedStatus) answered(ask(issuing, REVOKED)).getResponses()[0].getCertStatus();

    assertThat(status.getRevocationTime()).isEqualTo(NOW);
    assertThat(status.getRevocationReason()).isEqualTo(RevocationReason.keyCompromise.code());
  }

  @Test
  void leavesAnUnspecifiedReasonOut() throws Exception {
    var status = (RevokedStatus) answered(ask(issuing, HELD)).getResponses()[0].getCertStatus();

    assertThat(status.hasRevocationReason()).isFalse();
  }

  @Test
  void saysUnknownOfACertificateThatWasNeverIssued() throws Exception {
    assertUnknown(ask(issuing, BigInteger.TWO));
  }

  @Test
  void saysUnknownOfANumberThatNoCertificateCanHave() throws Exception {
    assertUnknown(ask(issuing, BigInteger.ONE.shiftLeft(200)));
    assertUnknown(ask(issuing, BigInteger.valueOf(-100)));
  }

  @Test
  void saysUnknownOfAnotherAuthoritysCertificate() throws Exception {
    assertUnknown(ask(Authorities.established().issuing(), GOOD));
  }

  @Test
  void isSignedByTheAuthorityItself() throws Exception {
    BasicOCSPResp answer = answered(ask(issuing, GOOD));

    assertThat(
            answer.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(issuing.certificate())))
        .isTrue();
    assertThat(answer.getCerts()).isEmpty();
  }

  @Test
  void answersSeveralQuestionsInTheirOrder() throws Exception {
    byte[] request =
        new OCSPReqBuilder()
            .addRequest(idOf(issuing, REVOKED))
            .addRequest(idOf(issuing, GOOD))
            .build()
            .getEncoded();

    assertThat(answered(request).getResponses())
        .extracting(response -> response.getCertID().getSerialNumber())
        .containsExactly(REVOKED, GOOD);
  }

  @ParameterizedTest(name = "{0} octets")
  @ValueSource(ints = {1, 16, 32, 127, 128})
  void givesTheNonceBack(int length) throws Exception {
    byte[] nonce = new byte[length];

    Extension given =
        answered(askWithNonce(nonce)).getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);

    assertThat(given.getParsedValue()).isEqualTo(new DEROctetString(nonce));
  }

  @ParameterizedTest(name = "{0} octets")
  @ValueSource(ints = {0, 129, 1000})
  void callsARequestWithAnUnfitNonceMalformed(int length) throws Exception {
    assertThat(statusOf(askWithNonce(new byte[length]))).isEqualTo(OCSPResp.MALFORMED_REQUEST);
  }

  @ParameterizedTest(name = "{0} octets")
  @ValueSource(ints = {0, 1, 40})
  void callsNonsenseMalformed(int length) throws Exception {
    assertThat(statusOf(new byte[length])).isEqualTo(OCSPResp.MALFORMED_REQUEST);
  }

  @Test
  void callsARequestWithTooManyQuestionsMalformed() throws Exception {
    var builder = new OCSPReqBuilder();
    for (int question = 0; question < 9; question++) {
      builder.addRequest(idOf(issuing, GOOD));
    }

    assertThat(statusOf(builder.build().getEncoded())).isEqualTo(OCSPResp.MALFORMED_REQUEST);
  }

  @Test
  void asksToTryLaterWhileTheKeyIsAway() throws Exception {
    key.become(BrokenKey.Fault.AWAY);

    assertThat(statusOf(ask(issuing, GOOD))).isEqualTo(OCSPResp.TRY_LATER);
  }

  @Test
  void blamesNoRequestForARegisterThatIsAway() throws Exception {
    byte[] request = ask(issuing, BROKEN);

    assertThatThrownBy(() -> responder.answer(request))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the register is away");
  }

  private void assertUnknown(byte[] request) throws Exception {
    assertThat(answered(request).getResponses()[0].getCertStatus())
        .isInstanceOf(UnknownStatus.class);
  }

  private int statusOf(byte[] request) throws Exception {
    return new OCSPResp(responder.answer(request)).getStatus();
  }

  private BasicOCSPResp answered(byte[] request) throws Exception {
    var response = new OCSPResp(responder.answer(request));
    assertThat(response.getStatus()).isEqualTo(OCSPResp.SUCCESSFUL);
    return (BasicOCSPResp) response.getResponseObject();
  }

  private byte[] askWithNonce(byte[] nonce) throws Exception {
    byte[] encoded = new DEROctetString(nonce).getEncoded();
    var extension = new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, encoded);
    return new OCSPReqBuilder()
        .addRequest(idOf(issuing, GOOD))
        .setRequestExtensions(new Extensions(extension))
        .build()
        .getEncoded();
  }

  private static byte[] ask(CertificationAuthority authority, BigInteger serial) throws Exception {
    return new OCSPReqBuilder().addRequest(idOf(authority, serial)).build().getEncoded();
  }

  private static CertificateID idOf(CertificationAuthority authority, BigInteger serial)
      throws Exception {
    return new CertificateID(
        new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
        new JcaX509CertificateHolder(authority.certificate()),
        serial);
  }
}
