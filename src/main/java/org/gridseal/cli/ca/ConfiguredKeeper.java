package org.gridseal.cli.ca;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gridseal.KeeperConfig;
import org.gridseal.Keepers;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.gridseal.ceremony.Ceremonies;
import org.gridseal.ceremony.RefusedCeremonyException;
import org.gridseal.keeper.BroughtKey;
import org.gridseal.keeper.EstablishedAlgorithms;
import org.gridseal.keeper.FileKeeper;
import org.gridseal.keeper.Keeper;
import org.jspecify.annotations.Nullable;

/// Where the acts find keys: a root's in a file, which can be carried away, all others where the
/// configuration says. Nothing is opened before a key is asked for.
final class ConfiguredKeeper implements Keeper {
  private final Path directory;
  private final Optional<Path> passwordFile;
  private @Nullable KeeperConfig config;
  private @Nullable Keeper configured;

  /// @param directory of the CAs, for keys in files
  /// @param passwordFile of these; without it there are none
  ConfiguredKeeper(Path directory, Optional<Path> passwordFile) {
    this.directory = directory;
    this.passwordFile = passwordFile;
  }

  @Override
  public SigningKey generate(String name, SignatureAlgorithm algorithm) {
    return keeperOf(name).generate(name, algorithm);
  }

  @Override
  public SigningKey take(String name, BroughtKey brought) {
    return keeperOf(name).take(name, brought);
  }

  @Override
  public Optional<SigningKey> find(String name) {
    return keeperOf(name).find(name);
  }

  @Override
  public void attach(String name, X509Certificate certificate) {
    keeperOf(name).attach(name, certificate);
  }

  @Override
  public String kindOf(String name) {
    return keeperOf(name).kindOf(name);
  }

  private Keeper keeperOf(String name) {
    return AuthorityName.parse(name).line().equals(Ceremonies.ROOT) ? files() : configured();
  }

  private Keeper files() {
    Keeper files =
        FileKeeper.in(
            directory,
            passwordFile.orElseThrow(
                () ->
                    new RefusedCeremonyException(
                        "the keys have a password; say where with --password-file")));
    return config().experimentalMlDsa() ? files : new EstablishedAlgorithms(files);
  }

  private Keeper configured() {
    if (configured == null) {
      configured =
          config().keeper() == KeeperConfig.Kind.FILE
              ? files()
              : Keepers.open(config(), InstantSource.system());
    }
    return configured;
  }

  private KeeperConfig config() {
    if (config == null) {
      Map<String, String> said = new HashMap<>();
      said.put("gridseal.ca.directory", directory.toString());
      passwordFile.ifPresent(it -> said.put("gridseal.ca.password-file", it.toString()));
      config = Keepers.configured(said);
    }
    return config;
  }
}
