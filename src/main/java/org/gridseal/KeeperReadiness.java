package org.gridseal;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Not ready while the CA's key does not sign: devices are sent to replicas whose key does.
@Readiness
@ApplicationScoped
final class KeeperReadiness implements HealthCheck {
  private final KeeperProbe probe;

  KeeperReadiness(KeeperProbe probe) {
    this.probe = probe;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("signing key").status(probe.signs()).build();
  }
}
