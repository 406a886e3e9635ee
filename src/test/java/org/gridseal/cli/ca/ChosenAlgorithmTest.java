package org.gridseal.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.ceremony.AuthorityFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--algorithm` of the commands that make keys.
class ChosenAlgorithmTest {
  private static final String EXPERIMENT = "gridseal.ca.experimental-ml-dsa";

  @TempDir private Path folder;

  private CaRuns ca;

  @BeforeEach
  void prepare() throws IOException {
    ca = new CaRuns(folder);
  }

  /// Policies whose CAs may have such keys; no standard for DER lets them.
  private void allow(String keys) throws IOException {
    Path profiles = Files.createDirectories(folder.resolve("policies").resolve("profiles"));
    for (String name : List.of("root.yaml", "issuing-service.yaml")) {
      Files.writeString(
          profiles.resolve(name),
          Files.readString(Path.of("policies", "profiles", name))
              .replace("family: ieee2030.5", "family: experimental")
              .replaceAll("(?m)^certificatePolicies:.*(\n .*)*$", "certificatePolicies: absent")
              .replace("keys: [P-256]", "keys: [" + keys + "]")
              .replace("signature: ecdsa-with-SHA256", "signature: by-issuer-key"));
    }
    ca.policies(folder.resolve("policies"));
  }

  private SignatureAlgorithm of(String name) {
    return SignatureAlgorithm.of(
        new AuthorityFolder(folder.resolve("ca"))
            .certificate(AuthorityName.parse(name))
            .getPublicKey());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"P-256, ECDSA_SHA256", "P-384, ECDSA_SHA384", "ecdsa-with-SHA384, ECDSA_SHA384"})
  void isThatOfAllThatIsMade(String word, SignatureAlgorithm expected) throws IOException {
    Path directory = folder.resolve("ca");
    if (expected == SignatureAlgorithm.ECDSA_SHA384) {
      allow("P-384");
    }

    ca.done(
        directory, CaRuns.with("root", "--organisation", "Example Utility", "--algorithm", word));
    ca.done(directory, CaRuns.with("issuing", "issuing-service", "--algorithm", word));
    ca.done(directory, CaRuns.with("rollover", "start", "root", "--algorithm", word));

    assertThat(of("root")).isEqualTo(expected);
    assertThat(of("issuing-service")).isEqualTo(expected);
    assertThat(of("root-2")).isEqualTo(expected);
  }

  @Test
  void isThatOfAllInOneGo() throws IOException {
    allow("P-384");

    ca.done(folder.resolve("ca"), "init", "--line", "issuing-service", "--algorithm", "P-384");

    assertThat(of("root")).isEqualTo(SignatureAlgorithm.ECDSA_SHA384);
    assertThat(of("issuing-service")).isEqualTo(SignatureAlgorithm.ECDSA_SHA384);
  }

  @Test
  void isRefusedWhereTheProfileDoesNotHaveIt() {
    ca.refused(
        "P-384", folder.resolve("ca"), "init", "--line", "issuing-service", "--algorithm", "P-384");

    assertThat(new AuthorityFolder(folder.resolve("ca")).exists()).isFalse();
  }

  @Test
  void isRefusedIfNobodyKnowsIt() {
    ca.refused(
        "there are P-256, ecdsa-with-SHA256, P-384,",
        folder.resolve("ca"),
        "init",
        "--algorithm",
        "brainpoolP256r1");
  }

  @Test
  void isAnExperimentOnlyBehindItsFlag() throws IOException {
    Path directory = folder.resolve("ca");
    allow("P-384, ML-DSA-65");

    ca.refused(
        EXPERIMENT,
        directory,
        CaRuns.with("root", "--organisation", "Example Utility", "--algorithm", "ML-DSA-65"));
    assertThat(directory.resolve("root.p12")).doesNotExist();
    ca.done(
        directory,
        CaRuns.with("root", "--organisation", "Example Utility", "--algorithm", "P-384"));
    ca.refused(
        EXPERIMENT,
        directory,
        CaRuns.with("issuing", "issuing-service", "--algorithm", "ML-DSA-65"));

    assertThat(directory.resolve("issuing-service.p12")).doesNotExist();
    assertThat(directory.resolve("issuing-service.csr")).doesNotExist();
  }
}
