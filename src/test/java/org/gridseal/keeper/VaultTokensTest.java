package org.gridseal.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.VaultDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Against a double: which token requests go with, and when another one is asked for.
class VaultTokensTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);
  private static final String LOGIN = "POST /v1/auth/approle/login";
  private static final String RENEWAL = "POST /v1/auth/token/renew-self";
  private static final String SIGN = "POST /v1/transit/sign/issuing";
  private static final String SIGN_OLD = "POST /v1/transit/sign/old";

  private Instant now = Authorities.NOW;

  @TempDir Path folder;
  private VaultDouble vault;
  private VaultKeeper keeper;

  @BeforeEach
  void start() {
    vault = new VaultDouble(folder, () -> now);
    keeper = new VaultKeeper(vault.server(), vault.appRole(), () -> now);
  }

  @AfterEach
  void asksOnlyWhatIsDocumented() {
    vault.close();
    assertThat(vault.complaints()).isEmpty();
  }

  @Test
  void logsInWithTheTokenOfAServiceAccount() {
    var inKubernetes = new VaultKeeper(vault.server(), vault.kubernetes(), () -> now);

    assertThat(inKubernetes.find("issuing")).isEmpty();
    assertThat(vault.count("POST /v1/auth/kubernetes/login")).isOne();
  }

  @Test
  void logsInOnceForManySignatures() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    for (int number = 0; number < 20; number++) {
      key.sign(CONTENT);
    }

    assertThat(vault.count(SIGN)).isEqualTo(20);
    assertThat(vault.count(LOGIN)).isOne();
  }

  @Test
  void renewsItsTokenBeforeItEnds() {
    vault.giveTokens(Duration.ofMinutes(30), true);
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    now = now.plus(Duration.ofMinutes(19));
    key.sign(CONTENT);
    assertThat(vault.count(RENEWAL)).isZero();
    now = now.plus(Duration.ofMinutes(2));
    key.sign(CONTENT);
    key.sign(CONTENT);

    assertThat(vault.count(RENEWAL)).isOne();
    assertThat(vault.count(LOGIN)).isOne();
  }

  @Test
  void logsInAnewWhenTheTokenCannotBeRenewed() {
    vault.giveTokens(Duration.ofMinutes(30), false);
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    now = now.plus(Duration.ofMinutes(21));
    key.sign(CONTENT);

    assertThat(vault.count(RENEWAL)).isZero();
    assertThat(vault.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void logsInAnewWhenRenewingFails() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    vault.revokeTokens();

    now = now.plus(Duration.ofMinutes(59));
    key.sign(CONTENT);

    assertThat(vault.count(RENEWAL)).isOne();
    assertThat(vault.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void logsInAnewWhenVaultStopsRenewingForLong() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    vault.giveTokens(Duration.ofMinutes(5), true);

    now = now.plus(Duration.ofMinutes(41));
    key.sign(CONTENT);

    assertThat(vault.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void logsInAnewWhenItsTokenWasRevoked() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    vault.revokeTokens();

    assertThat(key.sign(CONTENT)).isNotEmpty();
    assertThat(vault.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void takesUpASecretThatWasRotated() throws IOException {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    Path secret = folder.resolve("secret-id");
    String right = Files.readString(secret);
    Files.writeString(secret, "wrong\n");
    vault.revokeTokens();
    assertThatThrownBy(() -> key.sign(CONTENT)).isInstanceOf(SigningException.class);

    Files.writeString(secret, right);
    now = now.plusSeconds(5);

    assertThat(key.sign(CONTENT)).isNotEmpty();
  }

  @ParameterizedTest(name = "renewable: {0}")
  @ValueSource(booleans = {true, false})
  void usesTheLastThirdOfATokenWhenNoOtherCanBeHad(boolean renewable) {
    vault.giveTokens(Duration.ofMinutes(30), renewable);
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    vault.failAt(RENEWAL, 500);
    vault.failAt(LOGIN, 400);

    now = now.plus(Duration.ofMinutes(21));
    assertThat(key.sign(CONTENT)).isNotEmpty();
    assertThat(key.sign(CONTENT)).isNotEmpty();
    now = now.plus(Duration.ofMinutes(8));
    assertThat(key.sign(CONTENT)).isNotEmpty();
    now = now.plus(Duration.ofMinutes(1));

    assertThatThrownBy(() -> key.sign(CONTENT))
        .isInstanceOf(SigningException.class)
        .hasMessageStartingWith("vault answered 400");
    vault.failNowhere();
    now = now.plusSeconds(5);
    assertThat(key.sign(CONTENT)).isNotEmpty();
  }

  @Test
  void asksForAnotherTokenEveryFewSecondsOnly() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    vault.failAt(RENEWAL, 403);
    vault.failAt(LOGIN, 400);
    now = now.plus(Duration.ofMinutes(41));

    for (int number = 0; number < 20; number++) {
      assertThat(key.sign(CONTENT)).isNotEmpty();
    }
    assertThat(vault.count(RENEWAL)).isOne();
    assertThat(vault.count(LOGIN)).isEqualTo(2);
    vault.failNowhere();
    now = now.plusSeconds(5);
    key.sign(CONTENT);
    key.sign(CONTENT);

    assertThat(vault.count(RENEWAL)).isEqualTo(2);
    assertThat(vault.count(LOGIN)).isEqualTo(2);
  }

  @Test
  void logsInEveryFewSecondsOnlyWhenItIsNotLetIn() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    vault.revokeTokens();
    vault.failAt(LOGIN, 400);

    for (int number = 0; number < 20; number++) {
      assertThatThrownBy(() -> key.sign(CONTENT))
          .isInstanceOf(SigningException.class)
          .hasMessageStartingWith("vault answered 400");
    }
    assertThat(vault.count(LOGIN)).isEqualTo(2);
    vault.failNowhere();
    now = now.plusSeconds(5);

    assertThat(key.sign(CONTENT)).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(ints = {400, 403})
  void signsWithOneKeyWhenAnotherIsRefused(int status) {
    SigningKey issuing = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    SigningKey old = keeper.generate("old", SignatureAlgorithm.ECDSA_SHA256);
    vault.failAt(SIGN_OLD, status);

    for (int number = 0; number < 20; number++) {
      assertThatThrownBy(() -> old.sign(CONTENT))
          .isInstanceOf(SigningException.class)
          .hasMessageStartingWith("vault answered " + status);
    }

    assertThat(issuing.sign(CONTENT)).isNotEmpty();
    assertThat(vault.count(SIGN)).isOne();
  }

  @Test
  void logsInOnceAMinuteForAKeyThatIsRefused() {
    SigningKey issuing = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    SigningKey old = keeper.generate("old", SignatureAlgorithm.ECDSA_SHA256);
    vault.failAt(SIGN_OLD, 403);
    for (int second = 0; second < 60; second += 2) {
      assertThatThrownBy(() -> old.sign(CONTENT)).isInstanceOf(SigningException.class);
      now = now.plusSeconds(2);
    }
    assertThat(vault.count(LOGIN)).isEqualTo(2);

    assertThatThrownBy(() -> old.sign(CONTENT)).isInstanceOf(SigningException.class);
    assertThat(vault.count(LOGIN)).isEqualTo(3);
    vault.revokeTokens();

    assertThat(issuing.sign(CONTENT)).as("another key, of a token that was revoked").isNotEmpty();
    assertThat(vault.count(LOGIN)).isEqualTo(4);
  }
}
