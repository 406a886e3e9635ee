package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Replica;
import org.gridseal.testing.Requests;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `gridseal ca` changes the CAs while two services run on their folder, and devices stay
/// connected. The line is the aggregators', which no other test looks at.
class AuthoritiesIT {
  private static final Town TOWN = Town.shared();
  private static final Replica REPLICA = new Replica(TOWN);

  /// What docs/operations.md says, and a moment for a machine at work.
  private static final Duration SECONDS = Duration.ofSeconds(10);

  private final Townspeople people = new Townspeople(TOWN);

  @BeforeAll
  static void startTheSecond() {
    REPLICA.start();
  }

  @AfterAll
  static void stopTheSecond() {
    REPLICA.close();
  }

  @Test
  void servicesThatRunTakeUpANewGenerationWithoutDroppingAConnection() throws Exception {
    Registered site = people.registerApproved();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());
    try (TlsDevice.Connection here = connect(born, TOWN.device());
        TlsDevice.Connection there = connect(born, REPLICA.device())) {
      assertThat(names(here))
          .isEqualTo(names(there))
          .noneMatch(name -> name.contains("SERIALNUMBER=2"));

      ca("issuing", "issuing-aggregator");
      ca("rollover", "switch", "issuing-aggregator");

      for (TlsDevice.Connection each : List.of(here, there)) {
        awaitNewGeneration(each);
        assertThat(each.enroll(Requests.fresh().encoded()).status()).isEqualTo(200);
      }
    }
    awaitList("/crl/issuing-aggregator-2.crl");
    assertThat(status("/crl/issuing-aggregator.crl")).isNotEmpty();
    X509Certificate next = Pem.certificate(status("/ca/issuing-aggregator-2.cer"));
    assertThat(next)
        .isEqualTo(Pem.certificate(Files.readAllBytes(file("issuing-aggregator-2.pem"))));
    awaitSwitch();
    assertThat(acts("issuing-aggregator-2"))
        .containsExactlyInAnyOrder("certified", "installed", "switched");
  }

  /// The new generation is published before it signs, so it is seen before the switch is.
  private void awaitSwitch() throws InterruptedException {
    Instant end = Instant.now().plus(SECONDS);
    while (!acts("issuing-aggregator-2").contains("switched")) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(Duration.ofMillis(250));
    }
    // The other replica, too, has looked by now, and must not log it a second time.
    Thread.sleep(Duration.ofSeconds(3));
  }

  /// Its first list is made in the next round, a second later when nothing else is at work.
  private static void awaitList(String path) throws Exception {
    Instant end = Instant.now().plus(SECONDS);
    while (true) {
      try {
        assertThat(status(path)).isNotEmpty();
        return;
      } catch (FileNotFoundException e) {
        assertThat(Instant.now()).as(path).isBefore(end);
        Thread.sleep(Duration.ofMillis(250));
      }
    }
  }

  private static TlsDevice.Connection connect(Manufacturer.Device born, URI listener)
      throws IOException {
    return TlsDevice.ordinary(born, listener.getPort(), "TLSv1.3").connect();
  }

  private static List<String> names(TlsDevice.Connection connection) throws IOException {
    TlsDevice.Answer answer =
        connection.ask(
            "GET /.well-known/est/csip-aggregator/cacerts HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assertThat(answer.status()).isEqualTo(200);
    return Pem.certificates(Base64.getMimeDecoder().decode(answer.body())).stream()
        .map(certificate -> certificate.getSubjectX500Principal().toString())
        .toList();
  }

  private static void awaitNewGeneration(TlsDevice.Connection connection) throws Exception {
    Instant end = Instant.now().plus(SECONDS);
    while (names(connection).stream().noneMatch(name -> name.contains("SERIALNUMBER=2"))) {
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(Duration.ofMillis(250));
    }
  }

  private static Path file(String name) {
    return TOWN.data().resolve("ca").resolve(name);
  }

  private static void ca(String... words) throws IOException, InterruptedException {
    String[] all =
        Stream.of(
                Stream.of("ca"),
                Stream.of(words),
                Stream.of(
                    "--directory",
                    TOWN.data().resolve("ca").toString(),
                    "--password-file",
                    TOWN.data().resolve("secrets/ca-password").toString(),
                    "--status-url",
                    TOWN.status().toString(),
                    "--person",
                    "administrator=Somebody",
                    "--yes"))
            .flatMap(it -> it)
            .toArray(String[]::new);
    Process process = Town.frontDoor(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static byte[] status(String path) throws IOException {
    try (InputStream content = TOWN.status().resolve(path).toURL().openStream()) {
      return content.readAllBytes();
    }
  }

  /// What the log tells of that CA, each ceremony as often as it is there.
  private List<String> acts(String authority) {
    return people
        .events("ceremony-held")
        .valueStream()
        .map(event -> event.get("entry").asText())
        .filter(entry -> entry.contains("\"authority\":\"" + authority + "\""))
        .map(entry -> entry.replaceFirst(".*\"act\":\"([a-z]+)\".*", "$1"))
        .toList();
  }
}
