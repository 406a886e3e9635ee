package org.gridseal.audit;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/// What makes this log this log.
@ConfigMapping(prefix = "gridseal.log")
public interface LogConfig {
  /// The log's name for ever, which is also the name of its key: by custom a domain and a path
  /// without a scheme, such as `gridseal.example/log` (C2SP tlog-checkpoint, "origin").
  String origin();

  /// The PEM file with the key that signs checkpoints; made on the first start. Whoever loses it
  /// has to begin another log.
  Path keyFile();
}
