package org.gridseal;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Dead when a PKCS #11 token does not sign, because only a new process finds a token again that
/// was away. A file or Vault is found again by this one, so there a restart would only make an
/// outage longer.
@Liveness
@ApplicationScoped
final class KeeperLiveness implements HealthCheck {
  private final KeeperProbe probe;
  private final KeeperConfig config;

  KeeperLiveness(KeeperProbe probe, KeeperConfig config) {
    this.probe = probe;
    this.config = config;
  }

  @Override
  public HealthCheckResponse call() {
    boolean alive = config.keeper() != KeeperConfig.Kind.PKCS11 || probe.signs();
    return HealthCheckResponse.named("token").status(alive).build();
  }
}
