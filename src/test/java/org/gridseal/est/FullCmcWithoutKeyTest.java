package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.CRLReason;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.BrokenKey.Fault;
import org.gridseal.testing.Keys;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Full CMC while the keeper of the authority's key is away.
class FullCmcWithoutKeyTest {
  @TempDir private Path folder;

  /// The revocation is durable, whatever can be signed; the answer comes when it can.
  @Test
  void acceptsARevocationAndConfirmsItLater() throws Exception {
    try (Listening listening = new Listening(folder, Map.of())) {
      byte[] message =
          CmcMessages.message(
              listening.factory().keys(),
              listening.factory().certificate(),
              Optional.empty(),
              CmcMessages.revocationOf(issued(listening), CRLReason.keyCompromise));
      listening.utility().become(Fault.AWAY);

      Answer accepted = send(listening, message);
      assertThat(listening.utility().events()).last().isEqualTo("CertificateRevoked");
      listening.utility().become(Fault.NONE);
      Answer confirmed = send(listening, message);

      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.header("Retry-After")).hasValue("10");
      assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
      assertThat(listening.utility().events())
          .containsExactly("IssuanceIntended", "CertificateIssued", "CertificateRevoked");
    }
  }

  @Test
  void asksToComeBackWithARequest() throws Exception {
    try (Listening listening = new Listening(folder, Map.of())) {
      byte[] message =
          CmcMessages.message(
              listening.factory().keys(),
              listening.factory().certificate(),
              Optional.of(Keys.p256()));
      listening.utility().become(Fault.AWAY);

      Answer away = send(listening, message);
      listening.utility().become(Fault.NONE);

      assertThat(away.status()).isEqualTo(503);
      assertThat(away.header("Retry-After")).hasValue("10");
      assertThat(send(listening, message).status()).isEqualTo(200);
    }
  }

  private static X509Certificate issued(Listening listening) throws Exception {
    try (TlsDevice.Connection connection = listening.device("TLSv1.3").connect()) {
      Answer answer = connection.enroll(OpenUtility.request(Optional.empty()));
      assertThat(answer.status()).isEqualTo(200);
      byte[] bundle = Base64.getMimeDecoder().decode(answer.body());
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertPath(new ByteArrayInputStream(bundle), "PKCS7")
              .getCertificates()
              .getFirst();
    }
  }

  private static Answer send(Listening listening, byte[] message) throws IOException {
    String body = Base64.getEncoder().encodeToString(message);
    try (TlsDevice.Connection connection = listening.device("TLSv1.3").connect()) {
      return connection.ask(
          "POST /.well-known/est/fullcmc HTTP/1.1\r\nHost: localhost\r\n"
              + "Content-Type: application/pkcs7-mime\r\nContent-Length: %d\r\n\r\n%s"
                  .formatted(body.length(), body));
    }
  }
}
