package org.gridseal.cli.local;

import java.nio.file.Path;
import java.util.Optional;

/// The folder of the `gridseal` script, which passes it on, and where programs are kept.
public final class Home {
  private Home() {}

  public static Path path() {
    return Path.of(System.getProperty("gridseal.home", ".")).toAbsolutePath().normalize();
  }

  /// Programs that all data directories share, where the person keeps such things (XDG).
  public static Path cache() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("gridseal");
  }
}
