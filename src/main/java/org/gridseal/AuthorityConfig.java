package org.gridseal;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/// Where the issuing authority's key is.
@ConfigMapping(prefix = "gridseal.ca")
interface AuthorityConfig {
  /// The folder that `gridseal ca init` made.
  Path directory();

  /// A file whose first line is the password of the key files. It is read once, at start.
  Path passwordFile();
}
