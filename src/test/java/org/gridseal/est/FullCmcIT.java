package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.est.CmcMessages.control;
import static org.gridseal.est.CmcMessages.revocationOf;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cmc.CMCObjectIdentifiers;
import org.bouncycastle.asn1.cmc.CMCStatusInfoV2;
import org.bouncycastle.asn1.cmc.PKIResponse;
import org.bouncycastle.asn1.cmc.TaggedAttribute;
import org.bouncycastle.asn1.cmc.TaggedRequest;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Requests;
import org.gridseal.testing.StrictClient;
import org.gridseal.testing.StrictClient.Answer;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Full CMC (RFC 7030 §4.3), with messages that Bouncy Castle writes and reads.
class FullCmcIT {
  private final Town town = Town.shared();
  private final Townspeople people = new Townspeople(town);
  private final KeyPair keys = Keys.p256();
  private Manufacturer.Device born;

  @BeforeEach
  void beBorn() {
    born = people.manufacturer().device(people.registerApproved().hardware());
  }

  @Test
  void certifiesAndGivesTheNonceBack() throws Exception {
    var nonce = new DEROctetString(new byte[] {1, 2, 3});

    Answer answer =
        send(message(born.keys(), true, control(CMCObjectIdentifiers.id_cmc_senderNonce, nonce)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("Content-Type", "application/pkcs7-mime; smime-type=CMC-response");
    assertThat(status(answer)).isEqualTo("0");
    assertThat(controls(answer, CMCObjectIdentifiers.id_cmc_recipientNonce)).containsExactly(nonce);
    assertThat(issued(answer))
        .hasValueSatisfying(
            certificate ->
                assertThat(certificate.getPublicKey().getEncoded())
                    .isEqualTo(keys.getPublic().getEncoded()));
  }

  @Test
  void refusesAMessageThatSomebodyElseSigned() throws Exception {
    Answer answer = send(message(Keys.p256(), true));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(status(answer)).isEqualTo("2");
    assertThat(issued(answer)).isEmpty();
  }

  @Test
  void namesAControlThatItDoesNotDo() throws Exception {
    Answer answer =
        send(
            message(
                born.keys(),
                true,
                control(
                    CMCObjectIdentifiers.id_cmc_popLinkRandom, new DEROctetString(new byte[1]))));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(status(answer)).isEqualTo("2");
    assertThat(statusInfo(answer).getBodyList()).containsExactly(CmcMessages.CONTROL);
    assertThat(issued(answer)).isEmpty();
  }

  @Test
  void revokesACertificateOfItsOwn() throws Exception {
    X509Certificate first = issued(send(message(born.keys(), true))).orElseThrow();

    Answer answer = send(message(born.keys(), false, revocationOf(first, CRLReason.keyCompromise)));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(status(answer)).isEqualTo("0");
    assertThat(people.events("certificate-revoked").toString())
        .contains(first.getSerialNumber().toString(16));
  }

  @Test
  void revokesNobodyElsesCertificate() throws Exception {
    X509Certificate neighbours = issued(send(message(born.keys(), true))).orElseThrow();
    beBorn();

    Answer answer =
        send(message(born.keys(), false, revocationOf(neighbours, CRLReason.keyCompromise)));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(people.events("certificate-revoked").toString())
        .doesNotContain(neighbours.getSerialNumber().toString(16));
  }

  @Test
  void certifiesWhoProvesToKnowTheCode() throws Exception {
    Registered site = people.registerApproved();
    String code = people.oneTimeCode(site);

    Answer answer = sendProof(site, code, code, keys);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(issued(answer)).isPresent();
  }

  @Test
  void refusesAProofThatWasMadeWithAnotherCode() throws Exception {
    Registered site = people.registerApproved();
    String code = people.oneTimeCode(site);

    Answer answer = sendProof(site, code, code + "0", keys);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(status(answer)).isEqualTo("2");
    assertThat(issued(answer)).isEmpty();
    assertThat(sendProof(site, code, code, keys).status()).isEqualTo(200);
  }

  @Test
  void refusesAProofOfASecretThatNobodyShares() throws Exception {
    TaggedRequest request = CmcMessages.request(keys);

    Answer answer =
        send(
            CmcMessages.message(
                born.keys(),
                born.certificate(),
                new TaggedRequest[] {request},
                CmcMessages.identityProof("secret", request)));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(issued(answer)).isEmpty();
  }

  /// Logs in with a code, and sends a request with a proof that was made with one.
  private Answer sendProof(Registered site, String code, String proven, KeyPair asked) {
    TaggedRequest request = CmcMessages.request(asked);
    byte[] message =
        CmcMessages.message(
            asked,
            born.certificate(),
            new TaggedRequest[] {request},
            CmcMessages.identityProof(proven, request));
    String credentials =
        Base64.getEncoder()
            .encodeToString((site.device() + ":" + code).getBytes(StandardCharsets.UTF_8));
    return send(Optional.empty(), message, "Authorization: Basic " + credentials + "\r\n");
  }

  @Test
  void refusesWhatIsNoMessage() {
    Answer answer = send(Requests.of(keys).encoded());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).hasLineCount(1);
  }

  private Answer send(byte[] message) {
    return send(Optional.of(born), message, "");
  }

  private Answer send(Optional<Manufacturer.Device> shown, byte[] message, String headers) {
    return new StrictClient(town, shown)
        .send(
            "POST",
            "fullcmc",
            "application/pkcs7-mime; smime-type=CMC-request",
            Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(message) + "\n",
            headers);
  }

  /// A message signed with a key, by whoever has it.
  private byte[] message(KeyPair signer, boolean asks, TaggedAttribute... controls) {
    return CmcMessages.message(
        signer, born.certificate(), asks ? Optional.of(keys) : Optional.empty(), controls);
  }

  private static CMCStatusInfoV2 statusInfo(Answer answer) throws Exception {
    return CMCStatusInfoV2.getInstance(
        controls(answer, CMCObjectIdentifiers.id_cmc_statusInfoV2).getFirst());
  }

  private static String status(Answer answer) throws Exception {
    return statusInfo(answer).getCMCStatus().toASN1Primitive().toString();
  }

  private static List<ASN1Encodable> controls(Answer answer, ASN1ObjectIdentifier type)
      throws Exception {
    byte[] content = (byte[]) signed(answer).getSignedContent().getContent();
    return Arrays.stream(PKIResponse.getInstance(content).getControlSequence().toArray())
        .map(TaggedAttribute::getInstance)
        .filter(it -> type.equals(it.getAttrType()))
        .map(it -> it.getAttrValues().getObjectAt(0))
        .toList();
  }

  /// The message, once its signature is known to be the authority's.
  private static CMSSignedData signed(Answer answer) throws Exception {
    var message = new CMSSignedData(answer.content());
    var signer = message.getSignerInfos().iterator().next();
    X509CertificateHolder authority =
        message.getCertificates().getMatches(null).stream()
            .filter(it -> signer.getSID().getSerialNumber().equals(it.getSerialNumber()))
            .findFirst()
            .orElseThrow();
    assertThat(signer.verify(new JcaSimpleSignerInfoVerifierBuilder().build(authority))).isTrue();
    return message;
  }

  private Optional<X509Certificate> issued(Answer answer) throws Exception {
    for (X509CertificateHolder holder : signed(answer).getCertificates().getMatches(null)) {
      X509Certificate certificate = new JcaX509CertificateConverter().getCertificate(holder);
      if (Arrays.equals(certificate.getPublicKey().getEncoded(), keys.getPublic().getEncoded())) {
        return Optional.of(certificate);
      }
    }
    return Optional.empty();
  }
}
