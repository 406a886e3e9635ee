package org.gridseal.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.status.Listening.header;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.gridseal.authority.SerialNumber;
import org.gridseal.testing.Database;
import org.gridseal.testing.Lists;
import org.gridseal.testing.OcspMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// CRLs and CA certificates as relying parties fetch them.
class ListsOverHttpTest {
  private static final String LIST = "/crl/issuing.crl";

  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");

  /// As many as may wait for a list at a time.
  private static final int PLACES = 64;

  @TempDir private Path folder;

  private Listening listening;

  @BeforeEach
  void start() {
    listening = new Listening(folder);
  }

  @AfterEach
  void stop() {
    listening.close();
  }

  @Test
  void servesTheNewestListWithWhatCachesNeed() throws Exception {
    assertThat(listening.get(LIST).statusCode()).as("before there is one").isEqualTo(404);
    listening.publish();

    HttpResponse<byte[]> answer = listening.get(LIST);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Lists.read(answer.body()).getThisUpdate()).isEqualTo(listening.now());
    assertThat(header(answer, "Content-Type")).isEqualTo("application/pkix-crl");
    assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=300");
    assertThat(header(answer, "Last-Modified")).isEqualTo("Tue, 01 Jan 2030 00:00:00 GMT");
    assertThat(header(answer, "ETag")).contains(listening.newest().content().toString());
  }

  @Test
  void saysThatNothingHasChanged() throws Exception {
    listening.publish();
    HttpResponse<byte[]> first = listening.get(LIST);

    assertThat(status("If-None-Match", header(first, "ETag"))).isEqualTo(304);
    assertThat(status("If-None-Match", "\"other\", *")).isEqualTo(304);
    assertThat(status("If-None-Match", "\"other\"")).isEqualTo(200);
    assertThat(status("If-Modified-Since", header(first, "Last-Modified"))).isEqualTo(304);
    assertThat(status("If-Modified-Since", "Mon, 31 Dec 2029 00:00:00 GMT")).isEqualTo(200);
  }

  private int status(String header, String value) throws Exception {
    return listening.get(LIST, header, value).statusCode();
  }

  @Test
  void servesTheListBeforeUntilTheNewOneIsHere() throws Exception {
    listening.publish();
    HttpResponse<byte[]> first = listening.get(LIST);
    listening.pass(Duration.ofDays(1));
    listening.publish();
    listening.feed().poll();

    HttpResponse<byte[]> meanwhile = listening.get(LIST);
    listening.shelf().refresh();
    HttpResponse<byte[]> second = listening.get(LIST);

    assertThat(meanwhile.body()).isEqualTo(first.body());
    assertThat(header(second, "ETag")).isNotEqualTo(header(first, "ETag"));
    assertThat(Lists.read(second.body()).getThisUpdate()).isEqualTo(listening.now());
  }

  @Test
  void servesNoListThatHasRunOut() throws Exception {
    listening.publish();
    listening.get(LIST);
    listening.pass(Duration.ofDays(7));

    assertThat(listening.get(LIST).statusCode()).isEqualTo(404);
  }

  @Test
  void tellsTheHeadAlone() throws Exception {
    listening.publish();

    HttpResponse<byte[]> head = listening.head(LIST);

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "Content-Length"))
        .isEqualTo(Long.toString(listening.newest().octets()));
  }

  @Test
  void knowsNoListThatCannotBe() throws Exception {
    for (String path :
        List.of(
            "/crl/",
            "/crl/other.crl",
            "/crl/issuing/3/0.crl",
            "/crl/issuing/16/16.crl",
            "/crl/issuing/delta.crl",
            "/crl/issuing/8192/1.crl",
            "/crl/../issuing.crl",
            "/")) {
      assertThat(listening.get(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void letsNobodyWhoWaitsForAListKeepOcspFromItsPlaces() throws Exception {
    listening.publish();
    List<CompletableFuture<HttpResponse<byte[]>>> asked;
    try (Connection database = Database.shared().owner().getConnection();
        Statement statement = database.createStatement()) {
      database.setAutoCommit(false);
      statement.execute("LOCK TABLE revocation_list");
      asked = Stream.generate(() -> listening.beginToGet(LIST)).limit(PLACES + 1).toList();
      CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);

      HttpResponse<byte[]> answer =
          listening.post(OcspMessages.withNonce(listening.issuer(), SERIAL));

      assertThat(OcspMessages.statusIn(answer)).isEqualTo(CertificateStatus.GOOD);
      database.rollback();
    }
    assertThat(asked.stream().map(one -> one.join().statusCode()))
        .as("one found no place")
        .containsOnly(200, 503)
        .containsOnlyOnce(503);
  }

  @Test
  void bringsCertificates() throws Exception {
    HttpResponse<byte[]> answer = listening.get("/ca/issuing.cer");

    assertThat(answer.body()).containsExactly(1, 2);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/pkix-cert");
    assertThat(listening.get("/ca/other.cer").statusCode()).isEqualTo(404);
  }
}
