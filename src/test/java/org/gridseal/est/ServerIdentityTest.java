package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.gridseal.testing.Keys;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {
  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private ServerIdentity identity;

  @BeforeEach
  void write() {
    Listening.writeIdentity(folder, "first");
    identity = new ServerIdentity(Listening.config(folder, Map.of()).serverKey());
  }

  @AfterEach
  void leave() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void isHandedOutOnceAndAgainWhenItHasChanged() throws IOException {
    assertThat(identity.changed(vertx)).isPresent();
    assertThat(identity.changed(vertx)).isEmpty();

    Listening.writeIdentity(folder, "second");

    assertThat(identity.changed(vertx)).isPresent();
  }

  /// Half of a renewal is on the disk.
  @Test
  void isNotHandedOutWithTheKeyOfAnother() throws IOException {
    identity.changed(vertx);
    byte[] another = Keys.p256().getPrivate().getEncoded();
    Files.writeString(folder.resolve("server.key"), Pem.write("PRIVATE KEY", another));

    assertThatThrownBy(() -> identity.changed(vertx))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not the key of");

    Listening.writeIdentity(folder, "whole");
    assertThat(identity.changed(vertx)).isPresent();
  }

  @Test
  void isNotHandedOutWithAKeyThatNoSuiteCanUse() throws IOException {
    byte[] rsa = Keys.rsa().getPrivate().getEncoded();
    Files.writeString(folder.resolve("server.key"), Pem.write("PRIVATE KEY", rsa));

    assertThatThrownBy(() -> identity.changed(vertx))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no EC key");
  }

  @Test
  void isNotHandedOutWithoutACertificate() throws IOException {
    Files.writeString(folder.resolve("server.pem"), "");

    assertThatThrownBy(() -> identity.changed(vertx))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no certificate");
  }
}
