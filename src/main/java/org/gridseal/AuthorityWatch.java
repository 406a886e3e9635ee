package org.gridseal;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.ProfileFile;
import org.gridseal.ceremony.LiveHierarchy;

/// Takes up what `gridseal ca` changes while the service runs. What changed is in the log before
/// anybody sees it: no CA signs that the log does not know.
@ApplicationScoped
final class AuthorityWatch {
  private final LiveHierarchy authorities;
  private final CeremonyEntries entries;
  private final AuthorityConfig config;
  private final Path policies;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("authorities").daemon().factory());

  AuthorityWatch(
      LiveHierarchy authorities,
      CeremonyEntries entries,
      AuthorityConfig config,
      @ConfigProperty(name = "gridseal.policies") Path policies) {
    this.authorities = authorities;
    this.entries = entries;
    this.config = config;
    this.policies = policies;
  }

  /// Before the listeners begin.
  void start(@Observes @Priority(Interceptor.Priority.APPLICATION) StartupEvent event) {
    entries.record(authorities.state());
    tell();
    long period = config.reloadPeriod().toMillis();
    var _ = clock.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (authorities.refresh(entries::record)) {
        tell();
      }
    } catch (RuntimeException e) {
      // Whatever it is, the next look must come.
      Log.error("the CAs cannot be looked at", e);
    }
  }

  private void tell() {
    Hierarchy now = authorities.get();
    Log.infof(
        "authorities %s",
        now.generations().stream()
            .map(each -> each.name() + "=" + each.stage())
            .collect(Collectors.joining(" ")));
    String missing =
        CertificateProfile.inProduction(ProfileFile.readAll(policies.resolve("profiles"))).stream()
            .filter(profile -> profile.enrollable() && now.issuing(profile.issuer()).isEmpty())
            .map(profile -> profile.name() + " (" + profile.issuer() + ")")
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      Log.infof("profiles not offered, for want of the CA that issues them: %s", missing);
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(5, TimeUnit.SECONDS)) {
      Log.warn("a change of the CAs was being taken up when the service stopped");
    }
  }
}
