package org.gridseal;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.gridseal.cli.local.Home;
import org.gridseal.keeper.EstablishedAlgorithms;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.keeper.Keeper;
import org.gridseal.keeper.Pkcs11Keeper;
import org.gridseal.keeper.Pkcs11Token;
import org.gridseal.keeper.TokenChoice;
import org.gridseal.keeper.VaultKeeper;
import org.gridseal.keeper.VaultLogin;
import org.gridseal.keeper.VaultServer;

/// Opens the keeper that the configuration selects: the same for the service and for commands.
public final class Keepers {
  /// Ordinals as in Quarkus: variables have 300, and come first.
  private static final int LOCAL_FILE = 260;

  private static final int BESIDE = 255;

  private static final int OUR_FILE = 250;

  /// Above that of SmallRye's own (MicroProfile Config: 1).
  private static final int CONVERTER_PRIORITY = 200;

  /// Above system properties, which have 400.
  private static final int COMMAND_LINE = 500;

  /// Vault's driver tells at each request that a namespace is bound. Held here, because the
  /// platform forgets what was said to a logger that nobody holds; application.properties says it
  /// to the service.
  private static final Logger VAULT_DRIVER = Logger.getLogger("io.github.jopenlibs.vault");

  private Keepers() {}

  /// What variables, system properties and `application.properties` say, for commands that run
  /// without the service.
  ///
  /// @param said on the command line, which wins over all
  public static KeeperConfig configured(Map<String, String> said) {
    VAULT_DRIVER.setLevel(Level.WARNING);
    Map<String, String> home = Map.of("gridseal.data", Home.path().resolve("data").toString());
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .addDefaultSources()
        .withSources(files())
        .withSources(
            new PropertiesConfigSource(said, "the command line", COMMAND_LINE),
            new PropertiesConfigSource(home, "beside this program", BESIDE))
        // The service reads "5s"; plain SmallRye knows ISO 8601 only.
        .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
        .withMapping(KeeperConfig.class)
        .withMappingIgnore("gridseal.**")
        .build()
        .getConfigMapping(KeeperConfig.class);
  }

  /// The files that the service reads, the one of the working directory first.
  private static List<ConfigSource> files() {
    List<ConfigSource> files = new ArrayList<>();
    try {
      Path local = Path.of("config", "application.properties");
      if (Files.isReadable(local)) {
        files.add(new PropertiesConfigSource(local.toUri().toURL(), LOCAL_FILE));
      }
      URL ours = Keepers.class.getResource("/application.properties");
      if (ours != null) {
        files.add(new PropertiesConfigSource(ours, OUR_FILE));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("the configuration cannot be read", e);
    }
  }

  /// @throws org.gridseal.authority.SigningException if it cannot be opened
  /// @throws IllegalArgumentException if the configuration lacks something, naming it
  public static Keeper open(KeeperConfig config, InstantSource time) {
    Keeper keeper =
        switch (config.keeper()) {
          case FILE -> FileKeeper.in(config.directory(), config.passwordFile());
          case PKCS11 -> new Pkcs11Keeper(token(config.pkcs11()));
          case VAULT -> new VaultKeeper(server(config.vault()), login(config.vault()), time);
        };
    return config.experimentalMlDsa() ? keeper : new EstablishedAlgorithms(keeper);
  }

  private static Pkcs11Token token(KeeperConfig.Pkcs11 pkcs11) {
    return new Pkcs11Token(
        required(pkcs11.library(), "pkcs11.library"),
        choice(pkcs11),
        required(pkcs11.pinFile(), "pkcs11.pin-file"),
        pkcs11.timeout(),
        pkcs11.sessions());
  }

  private static TokenChoice choice(KeeperConfig.Pkcs11 pkcs11) {
    List<TokenChoice> said = new ArrayList<>();
    pkcs11.tokenLabel().map(TokenChoice.Labelled::new).ifPresent(said::add);
    pkcs11.tokenSerial().map(TokenChoice.Numbered::new).ifPresent(said::add);
    pkcs11.slotIndex().ifPresent(index -> said.add(new TokenChoice.AtIndex(index)));
    if (said.size() > 1) {
      throw new IllegalArgumentException(
          "of gridseal.ca.pkcs11.token-label, token-serial and slot-index one chooses the token");
    }
    return said.isEmpty() ? new TokenChoice.AtIndex(0) : said.getFirst();
  }

  private static VaultServer server(KeeperConfig.Vault vault) {
    return new VaultServer(
        required(vault.address(), "vault.address"),
        vault.namespace(),
        vault.mount(),
        vault.caFile(),
        vault.connectTimeout(),
        vault.timeout(),
        vault.pause());
  }

  private static VaultLogin login(KeeperConfig.Vault vault) {
    String mount = vault.authMount().orElse(vault.auth().name().toLowerCase(Locale.ROOT));
    return switch (vault.auth()) {
      case APPROLE ->
          new VaultLogin.AppRole(
              mount,
              required(vault.roleId(), "vault.role-id"),
              required(vault.secretIdFile(), "vault.secret-id-file"));
      case KUBERNETES ->
          new VaultLogin.Kubernetes(mount, required(vault.role(), "vault.role"), vault.tokenFile());
    };
  }

  private static <T> T required(Optional<T> value, String name) {
    return value.orElseThrow(
        () -> new IllegalArgumentException("gridseal.ca." + name + " is not set"));
  }
}
