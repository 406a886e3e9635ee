package org.gridseal.testing;

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
import java.util.function.BooleanSupplier;

/// Where a town's policy is changed by whoever may write its folder, and put into force by people.
/// The policy of before is in force again when it is closed.
public final class PolicyDesk implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int LOOKS = 60;

  private final Town town;
  private final String shipped = read();
  private final String before;

  public PolicyDesk(Town town) {
    this.town = town;
    this.before = inForce();
  }

  /// Writes another policy into the folder, and waits until it waits for people.
  ///
  /// @param texts of the shipped one, each followed by what takes its place
  /// @return its edition
  public String change(String... texts) {
    String yaml = shipped;
    for (int i = 0; i < texts.length; i += 2) {
      assertThat(yaml).contains(texts[i]);
      yaml = yaml.replace(texts[i], texts[i + 1]);
    }
    write(yaml);
    return awaitWaiting();
  }

  public boolean waits() {
    return policy().path("waiting").isObject();
  }

  /// The edition in force.
  public String inForce() {
    return policy().get("edition").asText();
  }

  public HttpResponse<String> agree(String login, String edition) {
    return town.send(
        HttpRequest.newBuilder(
                town.web().resolve("/api/v1/policy/editions/" + edition + "/agreement"))
            .header("Authorization", "Bearer " + town.token(login))
            .POST(BodyPublishers.noBody())
            .build());
  }

  public HttpResponse<String> get(String login, String path) {
    return town.send(
        HttpRequest.newBuilder(town.web().resolve(path))
            .header("Authorization", "Bearer " + town.token(login))
            .build());
  }

  private String awaitWaiting() {
    await(this::waits);
    return policy().get("waiting").get("edition").asText();
  }

  private static void await(BooleanSupplier condition) {
    for (int i = 0; i < LOOKS; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      try {
        Thread.sleep(Duration.ofMillis(500));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    throw new AssertionError("the folder of policies was not looked at for 30 seconds");
  }

  private JsonNode policy() {
    try {
      return JSON.readTree(get("installer", "/api/v1/policy").body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    write(shipped);
    if (inForce().equals(before)) {
      await(() -> !waits());
    } else {
      String edition = awaitWaiting();
      agree("admin", edition);
      assertThat(agree("approver", edition).statusCode()).isEqualTo(200);
    }
  }

  private static String read() {
    try {
      return Files.readString(Path.of("policies/sites.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As an editor and a ConfigMap do it: all at once.
  private void write(String yaml) {
    try {
      Path next = Files.writeString(town.policies().resolve("next"), yaml);
      Files.move(next, town.policies().resolve("sites.yaml"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
