package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.Cable;
import org.gridseal.testing.OcspMessages;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A running service loses its cable to PostgreSQL, while another one, which has it, revokes.
class StatusOutageIT {
  /// Of an answer: short, so that it can be waited for.
  private static final Duration VALIDITY = Duration.ofSeconds(25);

  /// What docs/operations.md promises of an answer that is signed now, and a moment for the answer.
  private static final Duration FRESHNESS = Duration.ofMillis(1_500);

  /// A request waits for the database for 5 s if it has no connection and 30 s if that hangs.
  private static final Duration PATIENCE = Duration.ofSeconds(45);

  private static final Duration RECOVERY = Duration.ofSeconds(15);
  private static final String LIST = "/crl/issuing.crl";

  private static final Testbed TESTBED = new Testbed();
  private static final RevokedRows ROWS = new RevokedRows(TESTBED);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static Cable cable;
  private static X509Certificate issuer;

  @BeforeAll
  static void start() throws IOException, SQLException {
    try (Connection direct = TESTBED.database()) {
      String url = direct.getMetaData().getURL();
      cable = new Cable(URI.create(url.substring("jdbc:".length())).getPort());
    }
    TESTBED
        .service()
        .set(
            Map.of(
                "GRIDSEAL_STATUS_OCSP_VALIDITY",
                VALIDITY.toString(),
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:postgresql://localhost:%d/gridseal".formatted(cable.port())));
    Stage.set(TESTBED, 2);
    issuer = Pem.certificate(Files.readAllBytes(TESTBED.issuingFile()));
  }

  @AfterAll
  static void stop() {
    TESTBED.close();
    cable.close();
    CLIENT.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Cable.State.class,
      names = {"CUT", "HANGING"})
  void saysWhatItHasSaidUntilThatRunsOut(Cable.State broken) throws Exception {
    int number = broken == Cable.State.CUT ? 0 : 10;
    SerialNumber asked = issued(number);
    SerialNumber withdrawn = issued(number + 1);
    byte[] good = get(asked).body();
    byte[] goodBefore = get(withdrawn).body();
    assertThat(OcspMessages.statusIn(postWithNonce(withdrawn))).isEqualTo(CertificateStatus.GOOD);
    HttpResponse<byte[]> list = fetch(LIST);
    assertThat(list.statusCode()).isEqualTo(200);

    cable.become(broken);
    ROWS.revokeOne(number + 1);
    Thread.sleep(FRESHNESS);

    assertThat(get(asked).body()).isEqualTo(good);
    assertThat(get(withdrawn).body()).as("signed before").isEqualTo(goodBefore);
    assertThat(fetch(LIST).body()).isEqualTo(list.body());
    assertThat(status(postWithNonce(withdrawn))).isEqualTo(OCSPResp.TRY_LATER);
    Thread.sleep(Math.max(0, untilRunOut(good).plusSeconds(1).toMillis()));
    assertThat(status(get(asked))).as("after nextUpdate").isEqualTo(OCSPResp.TRY_LATER);

    cable.become(Cable.State.WHOLE);

    await(() -> isGood(get(asked)));
    await(() -> isRevoked(postWithNonce(withdrawn)));
    await(() -> isRevoked(get(withdrawn)));
    await(() -> list().getRevokedCertificate(withdrawn.value()) != null);
  }

  @Test
  void saysNothingOfWhatNobodyHasAskedForBefore() throws Exception {
    SerialNumber neverAsked = issued(100);

    cable.become(Cable.State.CUT);
    HttpResponse<byte[]> unknown = fetch("/crl/issuing/delta.crl");
    HttpResponse<byte[]> answer = get(neverAsked);
    cable.become(Cable.State.WHOLE);

    assertThat(status(answer)).isEqualTo(OCSPResp.TRY_LATER);
    assertThat(unknown.statusCode()).isEqualTo(503);
    assertThat(unknown.headers().firstValue("Retry-After")).contains("10");
    await(() -> isGood(get(neverAsked)));
    await(() -> fetch("/crl/issuing/delta.crl").statusCode() == 404);
  }

  private static SerialNumber issued(int number) throws SQLException {
    ROWS.issue(number, number + 1);
    return SerialNumber.ofOctets(OcspQuestions.serial(number));
  }

  private static Duration untilRunOut(byte[] answer) throws Exception {
    BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(answer).getResponseObject();
    return Duration.between(Instant.now(), basic.getResponses()[0].getNextUpdate().toInstant());
  }

  private static int status(HttpResponse<byte[]> answer) throws IOException {
    return new OCSPResp(answer.body()).getStatus();
  }

  private static boolean isGood(HttpResponse<byte[]> answer) throws Exception {
    return status(answer) == OCSPResp.SUCCESSFUL
        && Objects.equals(OcspMessages.statusIn(answer), CertificateStatus.GOOD);
  }

  private static boolean isRevoked(HttpResponse<byte[]> answer) throws Exception {
    return status(answer) == OCSPResp.SUCCESSFUL
        && OcspMessages.statusIn(answer) instanceof RevokedStatus;
  }

  private static X509CRL list() throws Exception {
    return (X509CRL)
        CertificateFactory.getInstance("X.509")
            .generateCRL(new ByteArrayInputStream(fetch(LIST).body()));
  }

  private static HttpResponse<byte[]> get(SerialNumber serial) throws Exception {
    return fetch(OcspMessages.path(OcspMessages.withoutNonce(issuer, serial)));
  }

  private static HttpResponse<byte[]> postWithNonce(SerialNumber serial) throws Exception {
    byte[] body = OcspMessages.withNonce(issuer, serial);
    return send(request("/ocsp").POST(BodyPublishers.ofByteArray(body)));
  }

  private static HttpResponse<byte[]> fetch(String path) throws Exception {
    return send(request(path));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(TESTBED.status().resolve(path)).timeout(PATIENCE);
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void await(Callable<Boolean> claim) throws Exception {
    long end = System.nanoTime() + RECOVERY.toNanos();
    while (!claim.call()) {
      assertThat(System.nanoTime()).as("it recovers within %s", RECOVERY).isLessThan(end);
      Thread.sleep(100);
    }
  }
}
