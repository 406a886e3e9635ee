package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningException;
import org.gridseal.keeper.Keeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepersTest {
  @TempDir Path folder;

  @Test
  void keepsKeysInFilesUnlessToldOtherwise() {
    KeeperConfig config = Keepers.configured(Map.of());

    assertThat(config.keeper()).isEqualTo(KeeperConfig.Kind.FILE);
    assertThat(config.experimentalMlDsa()).isFalse();
    assertThat(config.pkcs11().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.vault().mount()).isEqualTo("transit");
    assertThat(config.vault().tokenFile())
        .hasToString("/var/run/secrets/kubernetes.io/serviceaccount/token");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "pkcs11, gridseal.ca.pkcs11.library is not set",
    "vault, gridseal.ca.vault.address is not set"
  })
  void namesWhatIsMissing(String kind, String reason) {
    KeeperConfig config = Keepers.configured(Map.of("gridseal.ca.keeper", kind));

    assertThatThrownBy(() -> Keepers.open(config, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "keeper, paper",
    "pkcs11.slot-index, first",
    "pkcs11.timeout, soon",
    "vault.auth, password"
  })
  void refusesAWrongValue(String name, String value) {
    assertThatThrownBy(() -> Keepers.configured(Map.of("gridseal.ca." + name, value)))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void choosesATokenByOneThingOnly() {
    KeeperConfig config =
        Keepers.configured(
            Map.of(
                "gridseal.ca.keeper", "pkcs11",
                "gridseal.ca.pkcs11.library", "absent.so",
                "gridseal.ca.pkcs11.pin-file", "pin",
                "gridseal.ca.pkcs11.token-label", "gridseal",
                "gridseal.ca.pkcs11.slot-index", "0"));

    assertThatThrownBy(() -> Keepers.open(config, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one chooses the token");
  }

  @Test
  void letsVaultsDriverTellCommandsNothingButWarnings() {
    Keepers.configured(Map.of());

    Logger driver = Logger.getLogger("io.github.jopenlibs.vault.VaultImpl");
    assertThat(driver.isLoggable(Level.INFO)).isFalse();
    assertThat(driver.isLoggable(Level.WARNING)).isTrue();
  }

  @Test
  void sendsTokensOverNothingButTls() {
    KeeperConfig config =
        Keepers.configured(
            Map.of(
                "gridseal.ca.keeper", "vault",
                "gridseal.ca.vault.address", "http://localhost:8200"));

    assertThatThrownBy(() -> Keepers.open(config, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesNoWordForAPassword() throws IOException {
    Map<String, String> files = new HashMap<>(files());
    files.put("gridseal.ca.password-file", folder.resolve("absent").toString());

    assertThatThrownBy(() -> Keepers.open(Keepers.configured(files), InstantSource.system()))
        .isInstanceOf(SigningException.class);
  }

  @Test
  void hasMlDsaBehindItsFlag() throws IOException {
    Map<String, String> flagged = new HashMap<>(files());
    flagged.put("gridseal.ca.experimental-ml-dsa", "true");
    Keeper ordinary = Keepers.open(Keepers.configured(files()), InstantSource.system());
    Keeper experimental = Keepers.open(Keepers.configured(flagged), InstantSource.system());

    assertThatThrownBy(() -> ordinary.generate("new", SignatureAlgorithm.ML_DSA_65))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gridseal.ca.experimental-ml-dsa");
    experimental.generate("new", SignatureAlgorithm.ML_DSA_65);

    assertThat(experimental.find("new")).isPresent();
    assertThatThrownBy(() -> ordinary.find("new")).isInstanceOf(IllegalArgumentException.class);
    assertThat(ordinary.find("absent")).isEmpty();
  }

  private Map<String, String> files() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "right\n");
    return Map.of(
        "gridseal.ca.directory", folder.resolve("ca").toString(),
        "gridseal.ca.password-file", password.toString());
  }
}
