package org.gridseal.cli;

import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.gridseal.cli.local.Answers;
import org.gridseal.cli.local.DataDirectory;
import org.gridseal.cli.local.DemoPerson;
import org.gridseal.cli.local.LocalKeycloak;
import org.gridseal.cli.local.Secrets;
import org.jspecify.annotations.Nullable;

/// Waits until everything answers, then tells a person where to go. Ends the process with the
/// reason when Keycloak does not come up.
final class Welcome implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final DataDirectory data;
  private final UpPorts ports;
  private final List<DemoPerson> people;
  private final LocalKeycloak keycloak;
  private final Secrets secrets;
  private final Thread thread = Thread.ofPlatform().daemon().name("welcome").unstarted(this::run);

  Welcome(
      DataDirectory data,
      UpPorts ports,
      List<DemoPerson> people,
      LocalKeycloak keycloak,
      Secrets secrets) {
    this.data = data;
    this.ports = ports;
    this.people = people;
    this.keycloak = keycloak;
    this.secrets = secrets;
  }

  void begin() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try (Answers answers = new Answers(data.resolve("ca/root.pem"))) {
      if (comesUp(answers)) {
        keycloak.adopt(ports.keycloakSettings(people), secrets);
        System.out.println(text());
      } else if (!Thread.currentThread().isInterrupted()) {
        giveUp("it does not answer");
      }
    } catch (IOException e) {
      giveUp(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // everything is being stopped
    }
  }

  private void giveUp(@Nullable String reason) {
    System.err.println("gridseal: Keycloak did not start (" + reason + "); its log ends with");
    System.err.println(keycloak.logTail());
    Quarkus.asyncExit(1);
  }

  private boolean comesUp(Answers answers) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && keycloak.isAlive()) {
      if (answers.ok(ready()) && answers.ok(issuer())) {
        return true;
      }
      try {
        Thread.sleep(BETWEEN_LOOKS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return false;
  }

  private URI ready() {
    return URI.create("http://localhost:%d/q/health/ready".formatted(ports.management));
  }

  private URI issuer() {
    return URI.create(
        "https://localhost:%d/realms/gridseal/.well-known/openid-configuration"
            .formatted(ports.keycloak));
  }

  private String text() {
    StringBuilder lines = new StringBuilder("\nGridseal is up.\n\n");
    lines.append("  pages    https://localhost:%d/\n".formatted(ports.web));
    lines.append("  EST      https://localhost:%d/.well-known/est/\n".formatted(ports.device));
    lines.append(
        "  2030.5   https://localhost:%d/.well-known/est/ (TLS 1.2, AES_128_CCM_8)\n"
            .formatted(ports.device2030));
    lines.append("  status   http://localhost:%d/\n".formatted(ports.status));
    lines.append("  health   http://localhost:%d/q/health\n".formatted(ports.management));
    lines.append("  CA       %s\n\n".formatted(data.resolve("ca/root.pem")));
    lines.append("  log in as     role        organisation     password\n");
    people.forEach(person -> lines.append("  ").append(person).append('\n'));
    lines.append("\nThe CA's certificates, as a device asks for them:\n\n  ");
    lines.append(
        "curl --cacert '%s' https://localhost:%d/.well-known/est/cacerts"
            .formatted(data.resolve("ca/root.pem"), ports.device));
    lines.append(" | base64 -d | openssl pkcs7 -inform DER -print_certs\n");
    return lines.append("\nCtrl-C stops everything.").toString();
  }
}
