package org.gridseal.est;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.testing.TlsDevice.Answer;
import org.gridseal.testing.TlsDevice.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// HTTP/1.1 as it is on the wire, right and wrong (RFC 9110, RFC 9112).
@TestInstance(Lifecycle.PER_CLASS)
class FramingTest {
  private static final String POST = "POST /.well-known/est/simpleenroll HTTP/1.1\r\n";
  private static final String GET = "GET /.well-known/est/cacerts HTTP/1.1\r\n";
  private static final String HOST = "Host: localhost\r\n";

  private Listening listening;
  private Connection connection;

  @BeforeAll
  void listen(@TempDir Path folder) {
    listening = new Listening(folder, Map.of());
  }

  @AfterAll
  void stop() {
    listening.close();
  }

  @BeforeEach
  void connect() throws IOException {
    connection = listening.device("TLSv1.3").connect();
  }

  @AfterEach
  void disconnect() throws IOException {
    connection.close();
  }

  /// RFC 9112 §7.1: a recipient must be able to parse it.
  @Test
  void takesABodyInChunks() throws IOException {
    String body = body();

    Answer answer =
        connection.ask(
            POST
                + HOST
                + "Transfer-Encoding: chunked\r\n\r\n64\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n"
                    .formatted(body.substring(0, 100), body.length() - 100, body.substring(100)));

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "Transfer-Encoding, 'gzip, chunked', 501",
    "Host, another, 400",
    "Cookie, session=1, 400",
    "Content-Length, many, 400",
    "Content-Length, 99999, 413",
    "'Content-Length : 1\r\nX', x, 400"
  })
  void answersAWrongHeadAndCloses(String name, String value, int status) throws IOException {
    Answer answer = connection.ask(POST + HOST + name + ": " + value + "\r\n\r\n");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).hasLineCount(1);
    assertThat(answer.header("Connection")).contains("close");
    assertThat(connection.isEnded()).isTrue();
  }

  @Test
  void asksForAHost() throws IOException {
    assertThat(connection.ask(GET + "\r\n").status()).isEqualTo(400);
    assertThat(connection.isEnded()).isTrue();
  }

  @Test
  void refusesHeadsWithoutEnd() throws IOException {
    assertThat(connection.ask("GET /" + "a".repeat(2048) + " HTTP/1.1\r\n").status())
        .isEqualTo(414);
    assertThat(connection.isEnded()).isTrue();

    disconnect();
    connect();
    assertThat(connection.ask(GET + "X: " + "a".repeat(8192) + "\r\n").status()).isEqualTo(431);
    assertThat(connection.isEnded()).isTrue();
  }

  @Test
  void refusesWhatIsNoHttp() throws IOException {
    assertThat(connection.ask("nonsense\r\n\r\n").status()).isEqualTo(400);
    assertThat(connection.isEnded()).isTrue();
  }

  /// With both there are two opinions on where the body ends (RFC 9112 §6.3).
  @Test
  void closesAfterABodyWithTwoLengths() throws IOException {
    Answer answer =
        connection.ask(
            POST + HOST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Connection")).contains("close");
    assertThat(connection.isEnded()).isTrue();
  }

  @Test
  void tellsAClientThatWaitsToGoOn() throws IOException {
    String body = body();
    connection.send(
        POST
            + HOST
            + "Expect: 100-continue\r\nContent-Length: %d\r\n\r\n".formatted(body.length()));

    assertThat(connection.answer().status()).isEqualTo(100);
    assertThat(connection.ask(body).status()).isEqualTo(200);
  }

  @Test
  void doesNotTellAClientToGoOnInVain() throws IOException {
    Answer answer =
        connection.ask(
            "POST /nothing HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(connection.isEnded()).isTrue();
  }

  /// libest asks without credentials first, with the whole body, and then again.
  @Test
  void keepsTheConnectionWhenTheAnswerWasKnownBeforeTheBody() throws IOException {
    Answer answer =
        connection.ask("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nMII");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(connection.cacerts().status()).isEqualTo(200);
  }

  /// libest does not know names in another case.
  @ParameterizedTest(name = "{0}")
  @CsvSource({"'', keep", "'Connection: close\r\n', close"})
  void writesHeaderNamesInTitleCase(String header, String connected) throws IOException {
    Answer answer = connection.ask(GET + HOST + header + "\r\n");

    assertThat(answer.head()).first().isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.head().stream().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.matches("([A-Z][a-z]*-?)+: .+"));
    assertThat(answer.header("Connection"))
        .isEqualTo(connected.equals("close") ? Optional.of("close") : Optional.empty());
  }

  @Test
  void speaksWithClientsOfHttp10() throws IOException {
    Answer kept =
        connection.ask("GET /.well-known/est/cacerts HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    Answer last = connection.ask("GET /.well-known/est/cacerts HTTP/1.0\r\n\r\n");

    assertThat(Stream.of(kept, last)).allMatch(answer -> answer.status() == 200);
    assertThat(kept.header("Connection")).contains("keep-alive");
    assertThat(connection.isEnded()).isTrue();
  }

  private static String body() {
    return new String(Base64.getEncoder().encode(OpenUtility.request(Optional.empty())), US_ASCII);
  }
}
