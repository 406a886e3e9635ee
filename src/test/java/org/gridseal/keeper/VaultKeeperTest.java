package org.gridseal.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.Placeholder;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.authority.SigningKey;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.VaultDouble;
import org.gridseal.testing.VaultMood;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Against a double, not a Vault: that the requests are as documented, and what becomes of answers.
class VaultKeeperTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);
  private static final String SIGN = "POST /v1/transit/sign/issuing";

  private Instant now = Authorities.NOW;

  @TempDir Path folder;
  private VaultDouble vault;
  private VaultKeeper keeper;

  @BeforeEach
  void start() {
    vault = new VaultDouble(folder, this::now);
    keeper = keeper(vault.server(), vault.appRole());
  }

  private Instant now() {
    return now;
  }

  private VaultKeeper keeper(VaultServer server, VaultLogin login) {
    return new VaultKeeper(server, login, this::now);
  }

  @AfterEach
  void asksOnlyWhatIsDocumented() {
    vault.close();
    assertThat(vault.complaints()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "ECDSA_.*", mode = EnumSource.Mode.MATCH_ALL)
  void findsTheKeyThatItMade(SignatureAlgorithm algorithm) throws GeneralSecurityException {
    SigningKey made = keeper.generate("issuing", algorithm);

    SigningKey found = keeper(vault.server(), vault.appRole()).find("issuing").orElseThrow();

    assertThat(SignatureAlgorithm.of(found.publicKey())).isEqualTo(algorithm);
    assertThat(found.publicKey()).isEqualTo(made.publicKey());
    assertThat(verifies(made, found.sign(CONTENT))).isTrue();
    assertThat(found.signsHashes()).isTrue();
    assertThat(verifies(made, found.signHash(HashSigningKey.hash(algorithm, CONTENT)))).isTrue();
  }

  @Test
  void findsNothingWhereNothingIs() {
    assertThat(keeper.find("issuing")).isEmpty();
  }

  @Test
  void neverReplacesAKey() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    assertThatThrownBy(() -> keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is a key issuing already");
    assertThat(keeper.find("issuing").orElseThrow().publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void takesNoKeyFromElsewhere() throws GeneralSecurityException {
    KeyPair keys = NewKeys.generator(SignatureAlgorithm.ECDSA_SHA256).generateKeyPair();
    var brought = BroughtKey.of(keys.getPrivate(), Placeholder.of("theirs", new InMemoryKey(keys)));

    assertThatThrownBy(() -> keeper.take("issuing", brought))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vault transit import");
  }

  @Test
  void keepsToItsVersionWhenTheKeyIsRotated() throws GeneralSecurityException {
    SigningKey first = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    vault.rotate("issuing");

    assertThat(verifies(first, first.sign(CONTENT))).isTrue();
    assertThat(keeper.find("issuing").orElseThrow().publicKey()).isEqualTo(first.publicKey());
    SigningKey second = keeper.find("issuing-v2").orElseThrow();
    assertThat(second.publicKey()).isNotEqualTo(first.publicKey());
    assertThat(verifies(second, second.sign(CONTENT))).isTrue();
    assertThat(keeper.find("issuing-v3")).isEmpty();
  }

  @Test
  void makesTheNextVersionByRotating() throws GeneralSecurityException {
    SigningKey first = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    SigningKey second = keeper.generate("issuing-v2", SignatureAlgorithm.ECDSA_SHA256);

    assertThat(second.publicKey()).isNotEqualTo(first.publicKey());
    assertThat(verifies(second, second.sign(CONTENT))).isTrue();
    assertThatThrownBy(() -> keeper.generate("issuing-v2", SignatureAlgorithm.ECDSA_SHA256))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> keeper.generate("issuing-v4", SignatureAlgorithm.ECDSA_SHA256))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keeper.generate("issuing-v3", SignatureAlgorithm.ECDSA_SHA384))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "FAILING, vault answered 500: it failed",
    "SEALED, vault answered 503: it is sealed or down",
    "OVER_QUOTA, vault answered 429: a quota is used up",
    "TALKING_NONSENSE, vault's answer cannot be read"
  })
  void failsWithAReasonWhenVaultFails(VaultMood mood, String reason) {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    vault.become(mood);

    assertThatThrownBy(() -> key.sign(CONTENT))
        .isInstanceOf(SigningException.class)
        .hasMessage(reason);
    vault.become(VaultMood.WELL);
    assertThat(key.sign(CONTENT)).isNotEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"STALLED", "STALLED_IN_THE_BODY"})
  @Timeout(20)
  void waitsNoLongerThanItsTimeOut(VaultMood mood) {
    VaultKeeper hasty = keeper(vault.server(Duration.ofMillis(800)), vault.appRole());
    SigningKey key = hasty.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);

    vault.become(mood);
    long before = System.nanoTime();

    assertThatThrownBy(() -> key.sign(CONTENT))
        .isInstanceOf(SigningException.class)
        .hasMessage("vault gave no answer within 800 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void leavesAVaultAloneThatFailsAgainAndAgain() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    vault.become(VaultMood.SEALED);
    for (int number = 0; number < 8; number++) {
      assertThatThrownBy(() -> key.sign(CONTENT)).isInstanceOf(SigningException.class);
    }
    assertThat(vault.count(SIGN)).isEqualTo(5);
    vault.become(VaultMood.WELL);
    assertThatThrownBy(() -> key.sign(CONTENT)).isInstanceOf(SigningException.class);

    now = now.plus(Duration.ofSeconds(11));

    assertThat(key.sign(CONTENT)).isNotEmpty();
    assertThat(key.sign(CONTENT)).isNotEmpty();
    assertThat(vault.count(SIGN)).isEqualTo(7);
  }

  @Test
  void handsOutNothingThatDoesNotVerify() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    var issuing = new Authorities(key, InstantSource.fixed(now)).issuing();

    vault.become(VaultMood.SIGNING_SOMETHING_ELSE);

    assertThatThrownBy(() -> issuing.signedMessage("1.2.840.113549.1.7.1", CONTENT, List.of()))
        .isInstanceOf(SigningException.class)
        .hasMessageContaining("does not verify");
  }

  @Test
  void talksToNoVaultOfAnotherAuthority() {
    VaultServer ours = vault.server();
    VaultServer trustingOthers =
        new VaultServer(
            ours.address(),
            ours.namespace(),
            ours.mount(),
            Optional.empty(),
            ours.connectTimeout(),
            ours.timeout(),
            ours.pause());

    assertThatThrownBy(() -> keeper(trustingOthers, vault.appRole()).find("issuing"))
        .isInstanceOf(SigningException.class)
        .hasMessage("vault cannot be reached");
    assertThat(vault.requests()).isEmpty();
  }

  @Test
  void sendsItsTokenOverNothingButTls() {
    VaultServer ours = vault.server();

    assertThatThrownBy(
            () ->
                new VaultServer(
                    URI.create("http://localhost:8200"),
                    ours.namespace(),
                    ours.mount(),
                    ours.caFile(),
                    ours.connectTimeout(),
                    ours.timeout(),
                    ours.pause()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTheCertificateOfAnotherKey() {
    SigningKey key = keeper.generate("issuing", SignatureAlgorithm.ECDSA_SHA256);
    var own = new Authorities(key, InstantSource.fixed(now)).issuing();
    var foreign = new Authorities(new InMemoryKey(), InstantSource.fixed(now)).issuing();

    keeper.attach("issuing", own.certificate());

    assertThatThrownBy(() -> keeper.attach("issuing", foreign.certificate()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> keeper.attach("absent", own.certificate()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static boolean verifies(SigningKey key, byte[] signature)
      throws GeneralSecurityException {
    Signature verifier = Signature.getInstance(SignatureAlgorithm.of(key.publicKey()).jcaName());
    verifier.initVerify(key.publicKey());
    verifier.update(CONTENT);
    return verifier.verify(signature);
  }
}
