package org.gridseal.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.status.Listening.header;
import static org.gridseal.testing.OcspMessages.nonceIn;
import static org.gridseal.testing.OcspMessages.statusIn;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.OcspMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OcspOverHttpTest {
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");

  @TempDir private Path folder;

  private Listening listening;
  private byte[] withNonce;
  private String path;

  @BeforeEach
  void start() throws Exception {
    listening = new Listening(folder);
    withNonce = OcspMessages.withNonce(listening.issuer(), SERIAL);
    path = OcspMessages.path(OcspMessages.withoutNonce(listening.issuer(), SERIAL));
  }

  @AfterEach
  void stop() {
    listening.close();
  }

  @Test
  void answersByGetForAllWhoAsk() throws Exception {
    HttpResponse<byte[]> first = listening.get(path);
    HttpResponse<byte[]> second = listening.get(path);

    assertThat(second.body()).isEqualTo(first.body());
    assertThat(header(first, "Content-Type")).isEqualTo("application/ocsp-response");
    assertThat(header(first, "Cache-Control"))
        .isEqualTo("max-age=300, public, no-transform, must-revalidate");
    assertThat(header(first, "Last-Modified")).isEqualTo("Tue, 01 Jan 2030 00:00:00 GMT");
    assertThat(header(first, "Expires")).isEqualTo("Tue, 01 Jan 2030 12:00:00 GMT");
    assertThat(listening.get(path, "If-None-Match", header(first, "ETag")).statusCode())
        .isEqualTo(304);
  }

  @Test
  void answersByPostToNobodyElse() throws Exception {
    HttpResponse<byte[]> answer = listening.post(withNonce);

    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
    assertThat(nonceIn(answer)).isPresent();
  }

  @Test
  void saysRevokedAsSoonAsItHearsOfIt() throws Exception {
    listening.get(path);

    revoke(RevocationReason.certificateHold);

    assertThat(statusIn(listening.get(path))).isInstanceOf(RevokedStatus.class);
    assertThat(statusIn(listening.post(withNonce))).isInstanceOf(RevokedStatus.class);

    assertThat(listening.revocations().release(SERIAL, listening.now(), "somebody")).isTrue();
    listening.feed().poll();
    assertThat(statusIn(listening.get(path))).isEqualTo(CertificateStatus.GOOD);
  }

  /// A date tells whole seconds, and the new answer has the same one.
  @Test
  void neverCallsAnAnswerUnchangedByItsDate() throws Exception {
    HttpResponse<byte[]> good = listening.get(path);

    revoke(RevocationReason.keyCompromise);
    HttpResponse<byte[]> answer =
        listening.get(path, "If-Modified-Since", header(good, "Last-Modified"));

    assertThat(header(answer, "Last-Modified")).isEqualTo(header(good, "Last-Modified"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(statusIn(answer)).isInstanceOf(RevokedStatus.class);
  }

  @Test
  void leavesTheNonceOutForWhoAsksForTooManySignatures() throws Exception {
    listening.get(path);
    for (int number = 0; number < 4; number++) {
      assertThat(nonceIn(listening.post(withNonce))).isPresent();
    }

    assertThat(nonceIn(listening.post(withNonce))).isEmpty();

    listening.pass(Duration.ofSeconds(1));
    assertThat(nonceIn(listening.post(withNonce))).isPresent();
  }

  @Test
  void callsNonsenseMalformed() throws Exception {
    for (HttpResponse<byte[]> answer :
        List.of(
            listening.get("/ocsp/"),
            listening.get("/ocsp/MAA%3D"),
            listening.get("/ocsp/AAAA"),
            listening.post(new byte[40]))) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(new OCSPResp(answer.body()).getStatus()).isEqualTo(OCSPResp.MALFORMED_REQUEST);
    }
    assertThat(listening.post(new byte[9000]).statusCode()).isEqualTo(413);
  }

  private void revoke(RevocationReason reason) {
    assertThat(
            listening.revocations().add(new Revoked(SERIAL, listening.now(), reason), "somebody"))
        .isTrue();
    listening.feed().poll();
  }
}
