package org.gridseal.notify;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gridseal.network.AddressRange;

/// What webhooks need.
@ConfigMapping(prefix = "gridseal.webhook")
public interface WebhookConfig {
  /// The file with the key from which the secrets of all webhooks follow; made on the first start.
  /// All replicas must have the same. Whoever loses it gives every receiver a new secret.
  Path keyFile();

  /// Networks that receivers may be in although they are not of the public internet, such as
  /// `10.20.0.0/16`. Without any, an address inside is refused.
  Optional<List<AddressRange>> allowedNetworks();

  /// A PEM file with the CAs that receivers' certificates come from, instead of those that the Java
  /// platform trusts.
  Optional<Path> trustedCertificates();
}
