package org.gridseal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How the lists of an authority are divided.
@ConfigMapping(prefix = "gridseal.revocation")
interface RevocationConfig {
  /// CRLs among which certificates to come are divided: a power of two up to 4096. 1 is one list
  /// for all. It may be changed any time; the lists that certificates name already are made for
  /// ever.
  @WithDefault("1")
  int partitions();
}
