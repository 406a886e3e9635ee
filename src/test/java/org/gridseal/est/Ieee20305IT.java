package org.gridseal.est;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.testing.CurlDevice;
import org.gridseal.testing.CurlDevice.Answer;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Tool.Said;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The listener for IEEE 2030.5 devices as `curl` and `openssl` meet it.
class Ieee20305IT {
  private static final String CCM = "ECDHE-ECDSA-AES128-CCM8@SECLEVEL=0";

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
    device = CurlDevice.ieee20305(tool, town);
  }

  /// The factory certificate has no subject, and critical extensions that few know.
  @Test
  void enrollsByFactoryCertificateAndEnrollsAgain() {
    List<String> factory =
        device.born(people.manufacturer().device(people.registerApproved().hardware()));
    device.makeRequest("first");
    device.makeRequest("second");

    Answer enrolled = device.post("simpleenroll", "first", factory);
    device.keep(enrolled, "first");
    Answer renewed = device.post("simplereenroll", "second", device.shows("first"));

    assertThat(enrolled.status()).isEqualTo(200);
    assertThat(renewed.status()).isEqualTo(200);
  }

  @Test
  void enrollsByOneTimeCode() {
    Registered site = people.registerApproved();
    List<String> code = List.of("-u", site.device() + ":" + people.oneTimeCode(site));
    device.makeRequest("first");

    assertThat(device.post("simpleenroll", "first", code).status()).isEqualTo(200);
  }

  @Test
  void speaksTheSuiteThatTheStandardMandates() {
    Said said = ask(town.device2030(), "-tls1_2", "-cipher", CCM);

    assertThat(said.all()).contains("Cipher is ECDHE-ECDSA-AES128-CCM8").contains("200 OK");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"-tls1_3", "-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256", "-tls1_1"})
  void speaksNothingElse(String other) {
    Said said = ask(town.device2030(), other.split(" "));

    assertThat(said.exitCode()).isNotZero();
    assertThat(said.all()).doesNotContain("200 OK");
  }

  @Test
  void resumesSessions() {
    Said said = ask(town.device2030(), "-tls1_2", "-cipher", CCM, "-reconnect");

    assertThat(said.all()).contains("Reused, TLSv1.2, Cipher is ECDHE-ECDSA-AES128-CCM8");
  }

  @Test
  void resumesSessionsOnTheOrdinaryListenerToo() {
    Said said = ask(town.device(), "-tls1_2", "-reconnect");

    assertThat(said.all()).contains("Reused, TLSv1.2");
  }

  private Said ask(URI listener, String... options) {
    String request =
        "GET /.well-known/est/cacerts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    Stream<String> words =
        Stream.of(
            "openssl",
            "s_client",
            "-connect",
            "localhost:" + listener.getPort(),
            "-ign_eof",
            "-CAfile",
            town.caFile().toString());
    return tool.run(
        request.getBytes(US_ASCII),
        Stream.concat(words, Stream.of(options)).toArray(String[]::new));
  }
}
