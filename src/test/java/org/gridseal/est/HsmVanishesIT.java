package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Replica;
import org.gridseal.testing.Requests;
import org.gridseal.testing.SoftHsm;
import org.gridseal.testing.TlsDevice;
import org.gridseal.testing.TlsDevice.Answer;
import org.gridseal.testing.Tool;
import org.gridseal.testing.Town;
import org.gridseal.testing.Townspeople;
import org.gridseal.testing.Townspeople.Registered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The drill of docs/operations.md: the token of the issuing CA is taken away while a service runs.
class HsmVanishesIT {
  private static final Town TOWN = Town.shared();

  /// Longer than an answer of a probe is kept.
  private static final Duration KEPT = Duration.ofSeconds(4);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Townspeople people = new Townspeople(TOWN);

  @TempDir Path folder;

  @Test
  void failsUntilANewProcessFindsTheTokenAgain() throws Exception {
    SoftHsm hsm = SoftHsm.in(folder.resolve("hsm"));
    Map<String, String> keeper = keeper(hsm);
    initialize(keeper);
    Registered site = people.registerApproved();
    Manufacturer.Device born = people.manufacturer().device(site.hardware());

    try (Replica service = new Replica(TOWN, keeper)) {
      service.start();
      Answer before = enroll(born, service.device());
      assertThat(before.status()).as(before.body()).isEqualTo(200);
      awaitStatus(service, "/q/health/live", "token", "UP");

      hsm.vanish();
      Answer without = enroll(born, service.device());
      assertThat(without.status()).as(without.body()).isEqualTo(503);
      assertThat(without.header("Retry-After")).isPresent();
      awaitStatus(service, "/q/health/live", "token", "DOWN");
      awaitStatus(service, "/q/health/ready", "signing key", "DOWN");

      hsm.comeBack();
      Thread.sleep(KEPT);
      assertThat(enroll(born, service.device()).status()).isEqualTo(503);
      awaitStatus(service, "/q/health/live", "token", "DOWN");
      service.kill();

      service.start();
      Answer after = enroll(born, service.device());
      assertThat(after.status()).as(after.body()).isEqualTo(200);
      awaitStatus(service, "/q/health/live", "token", "UP");
      awaitStatus(service, "/q/health/ready", "signing key", "UP");
    }
  }

  private Map<String, String> keeper(SoftHsm hsm) {
    return Map.of(
        "SOFTHSM2_CONF", hsm.environment(),
        "GRIDSEAL_CA_KEEPER", "pkcs11",
        "GRIDSEAL_CA_DIRECTORY", folder.resolve("ca").toString(),
        "GRIDSEAL_CA_PKCS11_LIBRARY", SoftHsm.library().toString(),
        "GRIDSEAL_CA_PKCS11_PIN_FILE", hsm.pinFile().toString());
  }

  /// As an operator does it.
  private void initialize(Map<String, String> keeper) throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "of the root's key\n");
    ProcessBuilder process =
        Town.frontDoor(
            "ca",
            "--directory",
            folder.resolve("ca").toString(),
            "init",
            "--password-file",
            password.toString(),
            "--status-url",
            TOWN.status().toString());
    process.environment().putAll(keeper);
    Tool.Said said = new Tool(folder).run(process, new byte[0]);
    assertThat(said.exitCode()).as(said.all()).isZero();
    assertThat(folder.resolve("ca/root.p12")).exists();
    assertThat(folder.resolve("ca/issuing.p12")).doesNotExist();
  }

  private static Answer enroll(Manufacturer.Device born, URI service) throws IOException {
    TlsDevice device = TlsDevice.ordinary(born, service.getPort(), "TLSv1.3");
    try (TlsDevice.Connection connection = device.connect()) {
      return connection.enroll(Requests.fresh().encoded());
    }
  }

  /// A probe may show what the one before it has found out, for three seconds.
  private static void awaitStatus(Replica service, String path, String check, String expected)
      throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!status(service, path, check).equals(expected)) {
      assertThat(System.nanoTime()).as(check + " does not become " + expected).isLessThan(end);
      Thread.sleep(200);
    }
  }

  private static String status(Replica service, String path, String check) throws IOException {
    URI health = service.management().resolve(path);
    JsonNode answer =
        new ObjectMapper().readTree(TOWN.send(HttpRequest.newBuilder(health).build()).body());
    return StreamSupport.stream(answer.get("checks").spliterator(), false)
        .filter(each -> each.get("name").asText().equals(check))
        .map(each -> each.get("status").asText())
        .findFirst()
        .orElseThrow();
  }
}
