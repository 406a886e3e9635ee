package org.gridseal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/// The lists of the authorities.
@ConfigMapping(prefix = "gridseal.revocation")
interface RevocationConfig {
  /// CRLs among which certificates to come are divided: a power of two up to 4096. 1 is one list
  /// for all. It may be changed any time; the lists that certificates name already are made for
  /// ever.
  @WithDefault("1")
  int partitions();

  /// Where this replica keeps copies of the lists that it serves. Several services on one machine
  /// may have the same: each takes a folder of its own in it, and empties that at the start. Room
  /// for three times all lists that are asked for.
  Path listDirectory();
}
