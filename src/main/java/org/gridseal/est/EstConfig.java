package org.gridseal.est;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;

/// The device listener.
@ConfigMapping(prefix = "gridseal.device")
public interface EstConfig {
  /// TCP port; 0 takes a free one.
  @WithDefault("9443")
  int port();

  /// What the listener shows devices: a certificate chain and its key.
  @WithName("key-store")
  ServerKey serverKey();

  /// A connection that says nothing for so long is closed.
  @WithDefault("30s")
  Duration idleTimeout();

  /// How long a client may take from the first byte of a request to the last.
  @WithDefault("20s")
  Duration requestTimeout();

  /// PEM files.
  interface ServerKey {
    /// The listener's certificate, followed by those between it and the root.
    Path certificate();

    Path key();
  }
}
