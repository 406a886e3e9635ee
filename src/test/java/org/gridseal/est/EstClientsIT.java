package org.gridseal.est;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.testing.CurlDevice;
import org.gridseal.testing.CurlDevice.Answer;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Tool.Said;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The device listener as `curl` and `openssl` meet it.
class EstClientsIT {
  private static final String LABEL = "ieee2030.5-device/";

  @TempDir private Path folder;

  private Town town;
  private Townspeople people;
  private Tool tool;
  private CurlDevice device;

  @BeforeEach
  void arrive() {
    CurlDevice.require();
    town = Town.shared();
    people = new Townspeople(town);
    tool = new Tool(folder);
    device = new CurlDevice(tool, town);
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", LABEL})
  void handsOutItsAuthorities(String label) {
    Answer answer = device.curl(label + "cacerts", List.of());
    device.keep(answer, "authorities");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type"))
        .contains("application/pkcs7-mime; smime-type=certs-only");
    assertThat(tool.read("authorities.pem"))
        .contains(bare(town.data().resolve("ca/root.pem")))
        .contains(bare(town.data().resolve("ca/issuing.pem")));
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", LABEL})
  void enrollsByFactoryCertificateAndEnrollsAgain(String label) {
    List<String> factory =
        device.born(people.manufacturer().device(people.registerApproved().hardware()));
    device.makeRequest("first");
    device.makeRequest("second");

    Answer enrolled = device.post(label + "simpleenroll", "first", factory);
    device.keep(enrolled, "first");
    Answer renewed = device.post(label + "simplereenroll", "second", device.shows("first"));
    device.keep(renewed, "second");

    assertThat(enrolled.status()).isEqualTo(200);
    assertThat(renewed.status()).isEqualTo(200);
    assertThat(publicKeyOf("first")).isEqualTo(requestedKeyOf("first"));
    assertThat(publicKeyOf("second")).isEqualTo(requestedKeyOf("second"));
  }

  @Test
  void enrollsByOneTimeCodeForOneKey() {
    Registered site = people.registerApproved();
    List<String> code = List.of("-u", site.device() + ":" + people.oneTimeCode(site));
    device.makeRequest("first");
    device.makeRequest("second");

    Answer enrolled = device.post("simpleenroll", "first", code);
    Answer asked = device.post("simpleenroll", "first", code);
    Answer another = device.post("simpleenroll", "second", code);

    assertThat(enrolled.status()).isEqualTo(200);
    assertThat(asked.body()).isEqualTo(enrolled.body());
    assertThat(another.status()).isEqualTo(401);
  }

  @Test
  void givesTheSameBytesWhenTheAnswerWasLost() {
    List<String> factory =
        device.born(people.manufacturer().device(people.registerApproved().hardware()));
    device.makeRequest("first");

    Answer answer = device.post("simpleenroll", "first", factory);
    Answer asked = device.post("simpleenroll", "first", factory);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(asked.body()).isEqualTo(answer.body());
  }

  @Test
  void asksForPatienceWhileTheSiteWaits() {
    Registered site = people.register();
    List<String> factory = device.born(people.manufacturer().device(site.hardware()));
    device.makeRequest("first");

    Answer early = device.post("simpleenroll", "first", factory);
    people.approve(site);
    Answer late = device.post("simpleenroll", "first", factory);

    assertThat(early.status()).isEqualTo(202);
    assertThat(early.header("Retry-After"))
        .hasValueSatisfying(pause -> assertThat(Integer.parseInt(pause)).isBetween(1, 3600));
    assertThat(late.status()).isEqualTo(200);
  }

  @Test
  void refusesADeviceThatNobodyRegistered() {
    List<String> factory = device.born(people.manufacturer().device(people.unregistered()));
    device.makeRequest("first");

    Answer answer = device.post("simpleenroll", "first", factory);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).hasLineCount(1).contains("device-registered");
  }

  @Test
  void asksForCredentialsOfWhoeverShowsNone() {
    device.makeRequest("first");

    Answer none = device.post("simpleenroll", "first", List.of());
    Answer wrong = device.post("simpleenroll", "first", List.of("-u", "nobody:nothing"));
    List<String> stranger = device.born(Manufacturer.mica().device(people.unregistered()));
    Answer unknown = device.post("simpleenroll", "first", stranger);

    assertThat(Stream.of(none, wrong, unknown))
        .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(401))
        .allSatisfy(
            answer ->
                assertThat(answer.header("WWW-Authenticate")).contains("Basic realm=\"estrealm\""))
        .allSatisfy(answer -> assertThat(answer.header("Content-Length")).contains("0"));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "GET, nothing/cacerts, 404",
    "POST, nothing/simpleenroll, 404",
    "GET, tls-server/cacerts, 404",
    "GET, serverkeygen, 405",
    "POST, csrattrs, 405",
    "GET, fullcmc, 405",
    "GET, a/b/cacerts, 404",
    "GET, simpleenroll, 405",
    "PUT, simplereenroll, 405",
    "POST, cacerts, 405",
    "DELETE, cacerts, 405"
  })
  void knowsItsPathsAndTheirMethods(String method, String operation, int status) {
    Answer answer = device.curl(operation, List.of("-X", method));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).hasLineCount(1);
    assertThat(answer.header("Allow").isPresent()).isEqualTo(status == 405);
  }

  @Test
  void takesNoCookie() {
    Answer answer = device.curl("cacerts", List.of("-b", "session=1"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).hasLineCount(1).contains("cookies");
  }

  @ParameterizedTest(name = "TLS {0}")
  @ValueSource(strings = {"1.2", "1.3"})
  void enrollsOverBothVersionsOfTls(String version) {
    List<String> factory =
        device.born(people.manufacturer().device(people.registerApproved().hardware()));
    device.makeRequest("first");
    List<String> only = List.of("--tlsv" + version, "--tls-max", version);

    Answer answer = device.post("simpleenroll", "first", List.of(Tool.words(factory, only)));

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-tls1_1", "-cipher ECDHE-ECDSA-AES128-SHA@SECLEVEL=0 -tls1_2"})
  void speaksNoWeakerTls(String weakness) {
    Said said = tool.run(clientOf(town, weakness.split(" ")));

    assertThat(said.exitCode()).isNotZero();
    assertThat(said.all()).doesNotContain("BEGIN CERTIFICATE");
  }

  /// libest takes neither another case nor chunks.
  @Test
  void writesHeaderNamesInTitleCaseAndALength() {
    String request =
        "GET /.well-known/est/cacerts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    Said said = tool.run(request.getBytes(US_ASCII), clientOf(town, "-quiet"));
    List<String> head =
        said.out()
            .lines()
            .dropWhile(line -> !line.startsWith("HTTP/1.1"))
            .takeWhile(line -> !line.isBlank())
            .toList();

    assertThat(head).first().isEqualTo("HTTP/1.1 200 OK");
    assertThat(head.stream().skip(1))
        .isNotEmpty()
        .allMatch(line -> line.matches("([A-Z][a-z]*-?)+: .+"));
    assertThat(head).anyMatch(line -> line.matches("Content-Length: [0-9]+"));
    assertThat(head).noneMatch(line -> line.startsWith("Transfer-Encoding"));
  }

  private static String[] clientOf(Town town, String... more) {
    Stream<String> words =
        Stream.of(
            "openssl",
            "s_client",
            "-connect",
            "localhost:" + town.device().getPort(),
            "-CAfile",
            town.caFile().toString());
    return Stream.concat(words, Stream.of(more)).toArray(String[]::new);
  }

  private String publicKeyOf(String name) {
    return tool.ok("openssl", "x509", "-in", name + ".pem", "-noout", "-pubkey");
  }

  private String requestedKeyOf(String name) {
    return tool.ok("openssl", "req", "-inform", "DER", "-in", name + ".der", "-noout", "-pubkey");
  }

  /// A certificate's base64, as any PEM file has it.
  private String bare(Path file) {
    return tool.ok("openssl", "x509", "-in", file.toString());
  }
}
