package org.gridseal.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.headend.Change.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookKeyTest {
  @TempDir Path folder;

  @Test
  void makesAKeyOnceForItsOwnerAlone() throws Exception {
    Path file = folder.resolve("secrets/webhook-key");

    String first = WebhookKey.createOrLoad(file, new SecureRandom()).textOf(webhook(1, 1));
    String again = WebhookKey.createOrLoad(file, new SecureRandom()).textOf(webhook(1, 1));

    assertThat(again).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void givesEachWebhookAndEachGenerationItsOwnSecret() {
    WebhookKey key = WebhookKey.of(new byte[32]);

    assertThat(
            Set.of(key.textOf(webhook(1, 1)), key.textOf(webhook(2, 1)), key.textOf(webhook(1, 2))))
        .hasSize(3);
  }

  @Test
  void writesASecretAsStandardWebhooksDoes() {
    WebhookKey key = WebhookKey.of(new byte[32]);

    String text = key.textOf(webhook(1, 1));

    assertThat(text).startsWith("whsec_");
    assertThat(Base64.getDecoder().decode(text.substring("whsec_".length())))
        .isEqualTo(key.secretsOf(webhook(1, 1), Instant.EPOCH).getFirst())
        .hasSize(32);
  }

  @Test
  void refusesAFileThatHoldsNoKey() throws Exception {
    Path file = Files.writeString(folder.resolve("webhook-key"), "c2hvcnQ=");

    assertThatThrownBy(() -> WebhookKey.createOrLoad(file, new SecureRandom()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("32 octets");
  }

  @Test
  void signsWithTheOldSecretForADayBesideTheNewOne() {
    WebhookKey key = WebhookKey.of(new byte[32]);
    byte[] first = key.secretsOf(webhook(1, 1), Instant.EPOCH).getFirst();
    byte[] second = key.secretsOf(webhook(1, 2), Instant.EPOCH).getFirst();
    Instant end = Instant.EPOCH.plus(Webhook.SECRETS_OVERLAP);

    assertThat(key.secretsOf(webhook(1, 2), end.minusMillis(1))).containsExactly(second, first);
    assertThat(key.secretsOf(webhook(1, 2), end)).containsExactly(second);
    assertThat(key.secretsOf(webhook(1, 1), Instant.EPOCH)).containsExactly(first);
  }

  private static Webhook webhook(int id, int generation) {
    return new Webhook(
        new UUID(0, id),
        URI.create("https://head-end.example/"),
        Set.of(Kind.RENEWED),
        generation,
        Instant.EPOCH,
        Instant.EPOCH,
        false,
        0,
        0,
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
