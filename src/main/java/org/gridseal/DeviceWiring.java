package org.gridseal;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.gridseal.est.EstConfig;
import org.gridseal.est.EstRoutes;
import org.gridseal.est.EstServer;
import org.gridseal.est.SessionWatch;
import org.gridseal.policy.Punctuality;

/// Constructs the device listeners, which live as long as the service does.
@ApplicationScoped
class DeviceWiring {
  @Produces
  @Singleton
  EstServer estServer(
      Vertx vertx,
      EstConfig config,
      EstRoutes routes,
      SessionWatch watch,
      Punctuality punctuality) {
    return new EstServer(
        vertx, config, routes, watch, punctuality, InstantSource.system(), new SecureRandom());
  }

  void start(@Observes StartupEvent event, EstServer server) {
    server.start();
  }

  void stop(@Observes ShutdownEvent event, EstServer server) throws InterruptedException {
    server.stop();
  }
}
