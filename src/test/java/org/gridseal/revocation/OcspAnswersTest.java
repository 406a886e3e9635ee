package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
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
import org.gridseal.audit.Event;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.OcspRequest;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.OcspResponse.Failure;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.revocation.OcspAnswers.Reply;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.BrokenKey;
import org.gridseal.testing.BrokenKey.Fault;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.Keys;
import org.gridseal.testing.RecordingLog;
import org.gridseal.x509.MalformedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OcspAnswersTest {
  private static final Instant NOW = Authorities.NOW;
  private static final Duration DAY = Duration.ofDays(1);
  private static final BigInteger GOOD = BigInteger.valueOf(100);
  private static final BigInteger REVOKED = BigInteger.valueOf(101);
  private static final BigInteger UNSPECIFIED = BigInteger.valueOf(102);
  private static final BigInteger HELD = BigInteger.valueOf(103);
  private static final BigInteger ENDED = BigInteger.valueOf(104);

  private Instant now = NOW;
  private boolean told = true;
  private final BrokenKey key = new BrokenKey();
  private final CertificationAuthority issuing = new Authorities(key, () -> now).issuing();
  private final RecordingLog log = new RecordingLog();
  private final Register register = new Register();
  private final DelegatedResponders responders =
      new DelegatedResponders(
          () -> List.of(issuing),
          Authorities.profile("ocsp-responder"),
          new DirectTransactions(),
          log,
          () -> now,
          Keys::p256);
  private final OcspAnswers answers =
      new OcspAnswers(
          () -> List.of(issuing),
          responders,
          register,
          () -> told,
          () -> now,
          DAY,
          1_000_000,
          Runnable::run);

  /// Statuses of certificates of `issuing`; away when it is told to be.
  private static final class Register implements Revocations {
    private final Map<BigInteger, Status> statuses = new HashMap<>();
    private final AtomicInteger asked = new AtomicInteger();
    private boolean away;
    private Runnable meanwhile = () -> {};

    @Override
    public Map<Named, RegisteredStatus> statusesOf(List<Named> certificates) {
      meanwhile.run();
      if (away) {
        throw new DatabaseException("the register is away", new IllegalStateException());
      }
      asked.addAndGet(certificates.size());
      Map<Named, RegisteredStatus> found = new HashMap<>();
      for (Named one : certificates) {
        BigInteger serial = one.serialNumber().value();
        Instant end = serial.equals(ENDED) ? NOW.minusSeconds(1) : NOW.plus(Duration.ofDays(900));
        found.put(
            one, new RegisteredStatus(statuses.getOrDefault(serial, new Status.Unknown()), end));
      }
      return found;
    }

    @Override
    public Optional<SiteId> siteOf(SerialNumber serialNumber) {
      return Optional.empty();
    }

    @Override
    public boolean add(Revoked revoked, String by) {
      return false;
    }

    @Override
    public boolean release(SerialNumber serialNumber, Instant at, String by) {
      return false;
    }

    @Override
    public Status statusOf(SerialNumber serialNumber) {
      return new Status.Unknown();
    }

    @Override
    public News since(long position) {
      return new News(List.of(), position);
    }

    @Override
    public long position() {
      return 0;
    }
  }

  @BeforeEach
  void begin() {
    register.statuses.put(GOOD, new Status.Good());
    register.statuses.put(ENDED, new Status.Good());
    withdraw(REVOKED, RevocationReason.keyCompromise);
    withdraw(UNSPECIFIED, RevocationReason.unspecified);
    withdraw(HELD, RevocationReason.certificateHold);
    assertThat(responders.renew()).isTrue();
  }

  private void withdraw(BigInteger serial, RevocationReason reason) {
    register.statuses.put(
        serial, new Status.Withdrawn(new Revoked(new SerialNumber(serial), NOW, reason)));
  }

  @Test
  void saysGoodOfACertificateThatIsNotRevoked() throws Exception {
    SingleResp answer = answered(ask(issuing, GOOD)).getResponses()[0];

    assertThat(answer.getCertStatus()).isEqualTo(CertificateStatus.GOOD);
    assertThat(answer.getThisUpdate()).isEqualTo(NOW.minusSeconds(300));
    assertThat(answer.getNextUpdate()).isEqualTo(NOW.plus(DAY));
  }

  @Test
  void saysWhenAndWhyOfARevokedCertificate() throws Exception {
    var status = (RevokedStatus) answered(ask(issuing, REVOKED)).getResponses()[0].getCertStatus();

    assertThat(status.getRevocationTime()).isEqualTo(NOW);
    assertThat(status.getRevocationReason()).isEqualTo(RevocationReason.keyCompromise.code());
  }

  @Test
  void saysThatACertificateIsOnHold() throws Exception {
    var status = (RevokedStatus) answered(ask(issuing, HELD)).getResponses()[0].getCertStatus();

    assertThat(status.getRevocationReason()).isEqualTo(RevocationReason.certificateHold.code());
  }

  @Test
  void leavesAnUnspecifiedReasonOut() throws Exception {
    var status =
        (RevokedStatus) answered(ask(issuing, UNSPECIFIED)).getResponses()[0].getCertStatus();

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
  void remembersNothingOfWhatMayBeIssuedAnyMoment() throws Exception {
    OcspRequest request = OcspRequest.parse(ask(issuing, BigInteger.TWO));
    assertThat(answers.answer(request)).isInstanceOf(Reply.Single.class);

    register.statuses.put(BigInteger.TWO, new Status.Good());

    assertThat(answered(ask(issuing, BigInteger.TWO)).getResponses()[0].getCertStatus())
        .isEqualTo(CertificateStatus.GOOD);
  }

  @Test
  void isNotAuthorizedToSpeakForAnotherAuthority() throws Exception {
    assertThat(reply(ask(Authorities.established().issuing(), GOOD)))
        .isEqualTo(new Reply.Failed(Failure.UNAUTHORIZED));
  }

  @Test
  void isAskedBySha256Too() throws Exception {
    CertificateID id =
        new CertificateID(
            new JcaDigestCalculatorProviderBuilder()
                .build()
                .get(
                    new org.bouncycastle.asn1.x509.AlgorithmIdentifier(
                        org.bouncycastle.asn1.nist.NISTObjectIdentifiers.id_sha256)),
            new JcaX509CertificateHolder(issuing.certificate()),
            GOOD);

    SingleResp answer =
        answered(new OCSPReqBuilder().addRequest(id).build().getEncoded()).getResponses()[0];

    assertThat(answer.getCertID()).isEqualTo(id);
    assertThat(answer.getCertStatus()).isEqualTo(CertificateStatus.GOOD);
  }

  @Test
  void isSignedByADelegateThatTheAuthorityCertified() throws Exception {
    BasicOCSPResp answer = answered(ask(issuing, GOOD));

    X509CertificateHolder delegate = answer.getCerts()[0];
    assertThat(answer.isSignatureValid(new JcaContentVerifierProviderBuilder().build(delegate)))
        .isTrue();
    assertThat(
            delegate.isSignatureValid(
                new JcaContentVerifierProviderBuilder().build(issuing.certificate())))
        .isTrue();
    assertThat(log.events)
        .hasExactlyElementsOfTypes(Event.ResponderIntended.class, Event.ResponderCertified.class);
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
  void callsARequestWithAnUnfitNonceMalformed(int length) {
    assertThatThrownBy(() -> OcspRequest.parse(askWithNonce(new byte[length])))
        .isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest(name = "{0} octets")
  @ValueSource(ints = {0, 1, 40})
  void callsNonsenseMalformed(int length) {
    assertThatThrownBy(() -> OcspRequest.parse(new byte[length]))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void callsWhateverIsCutOffMalformed() throws Exception {
    byte[] whole = askWithNonce(new byte[16]);
    for (int length = 0; length < whole.length; length++) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> OcspRequest.parse(part)).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void callsARequestWithTooManyQuestionsMalformed() throws Exception {
    var builder = new OCSPReqBuilder();
    for (int question = 0; question < 9; question++) {
      builder.addRequest(idOf(issuing, GOOD));
    }
    byte[] request = builder.build().getEncoded();

    assertThatThrownBy(() -> OcspRequest.parse(request)).isInstanceOf(MalformedException.class);
  }

  @Test
  void saysTheSameAgainWithoutAskingAndSigning() throws Exception {
    OcspRequest request = OcspRequest.parse(ask(issuing, GOOD));
    Reply first = answers.answer(request);
    assertThat(first).isInstanceOf(Reply.Common.class);

    assertThat(answers.atOnce(request)).contains(first);
    assertThat(register.asked).hasValue(1);
  }

  @Test
  void forgetsWhatHasChanged() throws Exception {
    OcspRequest request = OcspRequest.parse(ask(issuing, GOOD));
    answers.answer(request);
    withdraw(GOOD, RevocationReason.keyCompromise);

    answers.forget(List.of(new Revocations.Named("issuing", new SerialNumber(GOOD))));

    assertThat(answers.atOnce(request)).isEmpty();
    assertThat(answered(ask(issuing, GOOD)).getResponses()[0].getCertStatus())
        .isInstanceOf(RevokedStatus.class);
  }

  @Test
  void signsAheadWhatIsStillAskedFor() throws Exception {
    OcspRequest request = OcspRequest.parse(ask(issuing, GOOD));
    Reply first = answers.answer(request);
    now = NOW.plus(Duration.ofHours(13));

    assertThat(answers.atOnce(request)).as("the old one, once more").contains(first);

    Reply.Common next = (Reply.Common) answers.atOnce(request).orElseThrow();
    assertThat(next.response().nextUpdate()).isEqualTo(now.plus(DAY));
  }

  @Test
  void saysNothingAnyMoreThatHasRunOut() throws Exception {
    OcspRequest request = OcspRequest.parse(ask(issuing, GOOD));
    answers.answer(request);
    now = NOW.plus(DAY);

    assertThat(answers.atOnce(request)).isEmpty();
  }

  @Test
  void goesOnAnsweringWhileTheAuthoritysKeyIsAway() throws Exception {
    key.become(Fault.AWAY);
    now = NOW.plus(Duration.ofDays(6));

    assertThat(responders.renew()).as("nothing is due").isTrue();
    assertThat(reply(ask(issuing, GOOD))).isInstanceOf(Reply.Common.class);

    now = NOW.plus(Duration.ofDays(13));
    assertThat(responders.renew()).as("renewal fails").isFalse();
    assertThat(reply(ask(issuing, REVOKED))).isInstanceOf(Reply.Common.class);

    key.become(Fault.NONE);
    assertThat(responders.renew()).isTrue();
    now = NOW.plus(Duration.ofDays(16));
    assertThat(reply(ask(issuing, HELD))).isInstanceOf(Reply.Common.class);
  }

  @Test
  void asksToTryLaterWhenTheDelegatesCertificateHasEnded() throws Exception {
    key.become(Fault.AWAY);
    now = NOW.plus(Duration.ofDays(15));
    responders.renew();

    assertThat(reply(ask(issuing, GOOD))).isEqualTo(new Reply.Failed(Failure.TRY_LATER));
  }

  @Test
  void neverPromisesMoreThanItsDelegateLives() throws Exception {
    key.become(Fault.AWAY);
    now = NOW.plus(Duration.ofDays(13)).plus(Duration.ofHours(12));

    Reply.Common answer = (Reply.Common) reply(ask(issuing, GOOD));

    assertThat(answer.response().nextUpdate())
        .isEqualTo(responders.of("issuing").orElseThrow().certificate().getNotAfter().toInstant());
  }

  @Test
  void asksToTryLaterWhileTheRegisterIsAway() throws Exception {
    register.away = true;

    assertThat(reply(ask(issuing, GOOD))).isEqualTo(new Reply.Failed(Failure.TRY_LATER));
    assertThat(reply(askWithNonce(new byte[16]))).isEqualTo(new Reply.Failed(Failure.TRY_LATER));
  }

  @Test
  void callsNothingGoodThatNobodyTellsItOf() throws Exception {
    answers.answer(OcspRequest.parse(ask(issuing, GOOD)));
    register.away = true;
    told = false;

    assertThat(reply(ask(issuing, GOOD))).as("signed before").isInstanceOf(Reply.Common.class);
    assertThat(reply(askWithNonce(new byte[16])))
        .as("to be signed now")
        .isEqualTo(new Reply.Failed(Failure.TRY_LATER));
  }

  /// Before the first poll nobody will ever tell of a change that comes just now.
  @Test
  void remembersNothingThatItAskedForBeforeItWasTold() throws Exception {
    told = false;
    register.meanwhile = () -> told = true;
    OcspRequest request = OcspRequest.parse(ask(issuing, GOOD));

    assertThat(answers.answer(request)).isInstanceOf(Reply.Common.class);

    assertThat(told).isTrue();
    assertThat(answers.atOnce(request)).isEmpty();
  }

  @Test
  void signsNothingAheadThatNobodyTellsItOf() throws Exception {
    OcspRequest request = OcspRequest.parse(ask(issuing, GOOD));
    Reply first = answers.answer(request);
    now = NOW.plus(Duration.ofHours(13));
    told = false;

    assertThat(answers.atOnce(request)).contains(first);
    assertThat(answers.atOnce(request)).contains(first);

    assertThat(register.asked).hasValue(1);
  }

  @Test
  void goesOnWithTheOldAnswerWhileTheRegisterIsAway() throws Exception {
    OcspRequest request = OcspRequest.parse(ask(issuing, GOOD));
    Reply first = answers.answer(request);
    now = NOW.plus(Duration.ofHours(13));
    register.away = true;

    assertThat(answers.atOnce(request)).contains(first);
    register.away = false;
    assertThat(answers.atOnce(request)).as("it rests after a failure").contains(first);
    assertThat(register.asked).hasValue(1);

    now = now.plus(AnswerRenewals.REST);
    assertThat(answers.atOnce(request)).contains(first);
    assertThat(answers.atOnce(request)).isPresent().get().isNotEqualTo(first);
  }

  @Test
  void saysSinceWhenItRemembersOfWhatHasEnded() throws Exception {
    Extension cutoff =
        answered(ask(issuing, ENDED))
            .getResponses()[0]
            .getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_archive_cutoff);

    assertThat(ASN1GeneralizedTime.getInstance(cutoff.getParsedValue()).getDate())
        .isEqualTo(issuing.certificate().getNotBefore());
    assertThat(answered(ask(issuing, GOOD)).getResponses()[0].hasExtensions()).isFalse();
  }

  private void assertUnknown(byte[] request) throws Exception {
    assertThat(answered(request).getResponses()[0].getCertStatus())
        .isInstanceOf(UnknownStatus.class);
  }

  private Reply reply(byte[] request) {
    return answers.answer(OcspRequest.parse(request));
  }

  private BasicOCSPResp answered(byte[] request) throws Exception {
    byte[] encoded =
        switch (reply(request)) {
          case Reply.Common(var response) -> response.encoded();
          case Reply.Single(var response) -> response.encoded();
          case Reply.Failed(Failure failure) -> failure.encoded();
        };
    var response = new OCSPResp(encoded);
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
