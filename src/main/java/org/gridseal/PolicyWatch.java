package org.gridseal;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.database.DatabaseException;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.enactment.Enactment;

/// Takes up changed policies and networks while the service runs.
@ApplicationScoped
final class PolicyWatch {
  private final PolicyFolder folder;
  private final NetworksFile networks;
  private final Enactment enactment;
  private final Duration period;

  /// Whether the last look found no database.
  private boolean blind;

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("policies").daemon().factory());

  PolicyWatch(
      PolicyFolder folder,
      NetworksFile networks,
      Enactment enactment,
      @ConfigProperty(name = "gridseal.policy-reload-period", defaultValue = "2s")
          Duration period) {
    this.folder = folder;
    this.networks = networks;
    this.enactment = enactment;
    this.period = period;
  }

  /// Before the listeners begin: nothing is decided by a policy that the history does not have.
  void start(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent event) {
    folder.keep();
    tell();
    tellOfNetworks();
    // Whoever has agreed sees it in force with the answer.
    enactment.tell(this::look);
    long millis = period.toMillis();
    var _ = clock.scheduleWithFixedDelay(this::look, millis, millis, TimeUnit.MILLISECONDS);
  }

  /// On its own clock's thread, and on that of the last person who agrees.
  private synchronized void look() {
    try {
      if (folder.refresh()) {
        tell();
      }
      blind = false;
    } catch (BrokenDocumentException e) {
      Log.errorf("a policy is broken, the one before stays in force: %s", e.getMessage());
    } catch (DatabaseException e) {
      if (!blind) {
        Log.warnf(
            "it cannot be seen which policy is enacted, the one before stays in force: %s", e);
      }
      blind = true;
    } catch (RuntimeException e) {
      // Whatever it is, the next look must come.
      Log.error("the policies cannot be looked at; those in force stay so", e);
    }
    lookAtNetworks();
  }

  private void lookAtNetworks() {
    try {
      if (networks.refresh()) {
        tellOfNetworks();
      }
    } catch (BrokenDocumentException e) {
      Log.errorf("the networks are broken, those before stay known: %s", e.getMessage());
    } catch (RuntimeException e) {
      Log.error("the networks cannot be looked at; those known stay so", e);
    }
  }

  private void tellOfNetworks() {
    Log.infof("networks known count=%d", networks.get().size());
  }

  private void tell() {
    Log.infof("policy in force version=%s", folder.inForce().version());
  }

  void stop(@Observes ShutdownEvent event) {
    clock.shutdownNow();
  }
}
