package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.gridseal.testing.Town;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A policy that somebody changes while the service runs, and the two people who put it into force.
class PolicyIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 30;

  private final Town town = Town.shared();
  private final String shipped = read();
  private final String changed = shipped.replace("retention: P7Y", "retention: P8Y");
  private final String before = inForce();

  @AfterEach
  void putBack() throws Exception {
    write(shipped);
    if (!inForce().equals(before)) {
      awaitWaiting(before);
      agree("admin", before);
      agree("approver", before);
    }
  }

  @Test
  void comesIntoForceWhenTwoDifferentPeopleAgree() throws Exception {
    assertThat(policy().path("waiting").isObject()).isFalse();
    write(changed);
    String next = awaitWaiting("");

    assertThat(inForce()).isEqualTo(before);
    assertThat(json(get("auditor", "/api/v1/policy/effect")).get("differences").toString())
        .contains("T5", "retention", "P7Y -> P8Y");
    assertThat(agree("operator", next).statusCode()).isEqualTo(403);
    assertThat(agree("admin", next).statusCode()).isEqualTo(202);
    assertThat(agree("admin", next).body()).contains("second-person");
    assertThat(inForce()).isEqualTo(before);

    assertThat(agree("approver", next).statusCode()).isEqualTo(200);
    assertThat(inForce()).isEqualTo(next);
    assertThat(agree("approver2", next).statusCode()).isEqualTo(409);
    assertThat(policy().path("waiting").isObject()).isFalse();
  }

  @Test
  void isShownWithWhatItChangesToThoseWhoDecide() throws Exception {
    write(changed);
    awaitWaiting("");

    assertThat(get("approver", "/pages/policy").body()).contains("Another policy waits");
    assertThat(get("approver", "/pages/policy/waiting").body())
        .contains("P7Y -&gt; P8Y", "Agree that it comes into force");
    assertThat(get("auditor", "/pages/policy/waiting").body())
        .contains("P7Y -&gt; P8Y")
        .doesNotContain("Agree that it comes into force");
    assertThat(get("installer", "/pages/policy").body()).doesNotContain("Another policy waits");
    assertThat(get("installer", "/pages/policy/waiting").statusCode()).isEqualTo(403);
  }

  /// @param edition the one to wait for; empty for any
  private String awaitWaiting(String edition) throws InterruptedException {
    for (int i = 0; i < PATIENCE_SECONDS; i++) {
      String waiting = policy().path("waiting").path("edition").asText();
      if (!waiting.isEmpty() && (edition.isEmpty() || waiting.equals(edition))) {
        return waiting;
      }
      Thread.sleep(Duration.ofSeconds(1));
    }
    throw new AssertionError("nothing waits: " + policy());
  }

  private String inForce() {
    return policy().get("edition").asText();
  }

  private JsonNode policy() {
    return json(get("installer", "/api/v1/policy"));
  }

  private HttpResponse<String> agree(String login, String edition) {
    return town.send(
        HttpRequest.newBuilder(
                town.web().resolve("/api/v1/policy/editions/" + edition + "/agreement"))
            .header("Authorization", "Bearer " + town.token(login))
            .POST(BodyPublishers.noBody())
            .build());
  }

  private HttpResponse<String> get(String login, String path) {
    return town.send(
        HttpRequest.newBuilder(town.web().resolve(path))
            .header("Authorization", "Bearer " + town.token(login))
            .build());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String read() {
    try {
      return Files.readString(Path.of("policies/sites.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String yaml) throws IOException {
    Path next = Files.writeString(town.policies().resolve("next"), yaml);
    Files.move(next, town.policies().resolve("sites.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }
}
