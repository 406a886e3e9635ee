package org.gridseal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// Where the CAs are.
@ConfigMapping(prefix = "gridseal.ca")
interface AuthorityConfig {
  /// The folder that `gridseal ca` keeps.
  Path directory();

  /// A file whose first line is the password of the key files. It is read once, at start.
  Path passwordFile();

  /// How often the folder is looked at: a change, such as the switch to another generation, is
  /// taken up within this time.
  @WithDefault("2s")
  Duration reloadPeriod();
}
