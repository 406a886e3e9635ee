package org.gridseal.keeper;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Which Vault, and how it is talked to.
///
/// @param address `https://host:port`, without a path
/// @param namespace of Vault Enterprise; empty elsewhere
/// @param mount where the transit engine is, without slashes at the ends
/// @param caFile PEM certificates of the CA that Vault's own certificate is under; empty takes the
///   platform's
/// @param connectTimeout to the end of the TLS handshake
/// @param timeout for a whole call, the connection included
/// @param pause how long Vault is left alone after it failed several times in a row
public record VaultServer(
    URI address,
    Optional<String> namespace,
    String mount,
    Optional<Path> caFile,
    Duration connectTimeout,
    Duration timeout,
    Duration pause) {
  /// @throws IllegalArgumentException if the address is not HTTPS: tokens and hashes to be signed
  ///   travel on it
  public VaultServer {
    if (!"https".equals(address.getScheme()) || address.getHost() == null) {
      throw new IllegalArgumentException("Vault's address is not https://host:port");
    }
    if (!connectTimeout.isPositive() || !timeout.isPositive()) {
      throw new IllegalArgumentException("Vault's time-outs are not positive");
    }
  }
}
