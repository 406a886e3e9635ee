package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Requests;
import org.gridseal.testing.StrictClient;
import org.gridseal.testing.StrictClient.Answer;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The narrowest client there is, and every way in which a request may be written.
class ClientMatrixIT {
  private static final String ARMOUR = "-----%s CERTIFICATE REQUEST-----";

  private final Town town = Town.shared();
  private final Townspeople people = new Townspeople(town);
  private final KeyPair keys = Keys.p256();

  @Test
  void theStrictClientEnrollsByCode() throws Exception {
    Registered site = people.registerApproved();
    var client = new StrictClient(town, Optional.empty());

    Answer answer =
        client.enroll("simpleenroll", wrapped(76), site.device() + ":" + people.oneTimeCode(site));

    assertIssued(answer);
  }

  @Test
  void theStrictClientEnrollsByFactoryCertificate() throws Exception {
    Answer answer = born().enroll("simpleenroll", wrapped(76), "");

    assertIssued(answer);
  }

  @Test
  void theStrictClientReadsAChainThatIsLongerThanALine() throws Exception {
    Answer answer = new StrictClient(town, Optional.empty()).send("GET", "cacerts", "", "", "");

    assertThat(answer.body().length()).isGreaterThan(1000);
    assertThat(certificates(answer)).hasSizeGreaterThanOrEqualTo(4);
  }

  @Test
  void theStrictClientReadsWhatToAskFor() {
    Answer answer = new StrictClient(town, Optional.empty()).send("GET", "csrattrs", "", "", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/csrattrs");
    assertThat(answer.content()[0]).isEqualTo((byte) 0x30);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void takesABodyInEveryForm(String name, Encoding encoding) throws Exception {
    String body = encoding.of(Requests.of(keys).encoded());

    assertIssued(born().send("POST", "simpleenroll", "application/pkcs10", body, ""));
  }

  static Stream<Arguments> bodies() {
    return Stream.of(
        Arguments.of("one line", (Encoding) ClientMatrixIT::line),
        Arguments.of("one line and a line feed", (Encoding) it -> line(it) + "\n"),
        Arguments.of("64 columns", (Encoding) it -> columns(it, 64, "\n")),
        Arguments.of("76 columns, CRLF", (Encoding) it -> columns(it, 76, "\r\n") + "\r\n"),
        Arguments.of("an odd width", (Encoding) it -> columns(it, 24, "\n")),
        Arguments.of("spaces and tabs", (Encoding) it -> " \t" + columns(it, 60, " \n\t") + " "),
        Arguments.of(
            "PEM",
            (Encoding)
                it ->
                    ARMOUR.formatted("BEGIN")
                        + "\n"
                        + columns(it, 64, "\n")
                        + "\n"
                        + ARMOUR.formatted("END")
                        + "\n"),
        Arguments.of(
            "plain ASN.1",
            (Encoding) it -> new String(it, java.nio.charset.StandardCharsets.ISO_8859_1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("heads")
  void takesEveryHeader(String name, String headers) throws Exception {
    String body = line(Requests.of(keys).encoded());

    assertIssued(
        born()
            .exchange(
                "POST /.well-known/est/simpleenroll HTTP/1.1\r\nHost: localhost\r\n"
                    + "User-Agent: x\r\nContent-Length: %d\r\n%s\r\n%s"
                        .formatted(body.length(), headers, body)));
  }

  static Stream<Arguments> heads() {
    String type = "Content-Type: application/pkcs10\r\n";
    return Stream.of(
        Arguments.of("no transfer encoding", type),
        Arguments.of("transfer encoding base64", type + "Content-Transfer-Encoding: base64\r\n"),
        Arguments.of("transfer encoding binary", type + "Content-Transfer-Encoding: binary\r\n"),
        Arguments.of("a parameter", "Content-Type: application/pkcs10; charset=us-ascii\r\n"),
        Arguments.of("another case", "content-type: APPLICATION/PKCS10\r\n"),
        Arguments.of("no type", ""),
        Arguments.of("to be closed", type + "Connection: close\r\n"),
        Arguments.of("a port in the host", type + "X-Host: localhost:9443\r\n"));
  }

  private StrictClient born() {
    return new StrictClient(
        town, Optional.of(people.manufacturer().device(people.registerApproved().hardware())));
  }

  private void assertIssued(Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("Content-Transfer-Encoding", "base64");
    assertThat(answer.body()).endsWith("\n");
    assertThat(certificates(answer)).singleElement().satisfies(this::isForOurKey);
  }

  private void isForOurKey(X509Certificate certificate) {
    assertThat(certificate.getPublicKey().getEncoded()).isEqualTo(keys.getPublic().getEncoded());
  }

  private static List<X509Certificate> certificates(Answer answer) throws Exception {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(answer.content()))
        .stream()
        .map(X509Certificate.class::cast)
        .toList();
  }

  private String wrapped(int width) {
    return columns(Requests.of(keys).encoded(), width, "\n") + "\n";
  }

  private static String line(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  private static String columns(byte[] content, int width, String separator) {
    return Base64.getMimeEncoder(
            width, separator.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .encodeToString(content);
  }

  /// Writes a request as some client would.
  @FunctionalInterface
  interface Encoding {
    String of(byte[] request);
  }
}
