package org.gridseal;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.gridseal.audit.Sequencer;

/// Not ready while events get no place in the log: nobody should be sent to a service that cannot
/// prove what it does.
@Readiness
@ApplicationScoped
final class LogReadiness implements HealthCheck {
  private final Sequencer sequencer;

  LogReadiness(Sequencer sequencer) {
    this.sequencer = sequencer;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("audit log").status(sequencer.isHealthy()).build();
  }
}
