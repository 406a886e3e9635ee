package org.gridseal.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.security.Signature;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Against a real Vault, where `VAULT_ADDR` names one. It must have a transit engine and an AppRole
/// with the policy of docs/operations.md: `VAULT_ROLE_ID`, `VAULT_SECRET_ID_FILE`, and as they are
/// needed `VAULT_CACERT`, `VAULT_NAMESPACE`, `VAULT_TRANSIT_MOUNT`. It leaves keys behind.
class RealVaultTest {
  private static final byte[] CONTENT = "content".getBytes(UTF_8);

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = "ECDSA_.*", mode = EnumSource.Mode.MATCH_ALL)
  void makesFindsRotatesAndSigns(SignatureAlgorithm algorithm) throws Exception {
    assumeTrue(System.getenv("VAULT_ADDR") != null, "VAULT_ADDR names no Vault");
    var keeper = new VaultKeeper(server(), login(), InstantSource.system());
    String name = "gridseal-test-" + UUID.randomUUID().toString().substring(0, 8);

    SigningKey first = keeper.generate(name, algorithm);
    SigningKey second = keeper.generate(name + "-v2", algorithm);

    assertThat(SignatureAlgorithm.of(first.publicKey())).isEqualTo(algorithm);
    assertThat(verifies(first, first.sign(CONTENT))).isTrue();
    assertThat(verifies(second, second.sign(CONTENT))).isTrue();
    assertThat(keeper.find(name).orElseThrow().publicKey()).isEqualTo(first.publicKey());
    assertThat(keeper.find(name + "-v3")).isEmpty();
  }

  private static VaultServer server() {
    return new VaultServer(
        URI.create(System.getenv("VAULT_ADDR")),
        variable("VAULT_NAMESPACE"),
        variable("VAULT_TRANSIT_MOUNT").orElse("transit"),
        variable("VAULT_CACERT").map(Path::of),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  private static VaultLogin login() {
    return new VaultLogin.AppRole(
        "approle",
        variable("VAULT_ROLE_ID").orElseThrow(),
        Path.of(variable("VAULT_SECRET_ID_FILE").orElseThrow()));
  }

  private static Optional<String> variable(String name) {
    return Optional.ofNullable(System.getenv(name));
  }

  private static boolean verifies(SigningKey key, byte[] signature) throws Exception {
    Signature verifier = Signature.getInstance(SignatureAlgorithm.of(key.publicKey()).jcaName());
    verifier.initVerify(key.publicKey());
    verifier.update(CONTENT);
    return verifier.verify(signature);
  }
}
