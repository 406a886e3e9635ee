package org.gridseal;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.gridseal.policy.Punctuality;
import org.gridseal.policy.Punctuality.What;
import org.gridseal.policy.Tier;

/// Measures what the policy promises, and tells monitoring of it.
@ApplicationScoped
class PerformanceWiring {
  private static final double MILLIS = 1_000;

  @Produces
  @Singleton
  Punctuality punctuality() {
    return new Punctuality();
  }

  void start(@Observes StartupEvent event, MeterRegistry registry, Punctuality punctuality) {
    for (What what : What.values()) {
      for (Tier tier : Tier.values()) {
        Tags tags = Tags.of("what", what.name().toLowerCase(Locale.ROOT), "tier", tier.toString());
        FunctionCounter.builder(
                "gridseal.performance", punctuality, it -> it.score(what, tier).times())
            .description("What was done for sites, by tier")
            .tags(tags)
            .register(registry);
        FunctionCounter.builder(
                "gridseal.performance.late", punctuality, it -> it.score(what, tier).late())
            .description("Of those, what took longer than the policy allows")
            .tags(tags)
            .register(registry);
        Gauge.builder(
                "gridseal.performance.longest",
                punctuality,
                it -> it.score(what, tier).longest().toMillis() / MILLIS)
            .description("The longest time since the service began")
            .baseUnit("seconds")
            .tags(tags)
            .register(registry);
      }
    }
    FunctionCounter.builder("gridseal.requests", punctuality, it -> it.requests().all())
        .description("Requests of devices that were looked at")
        .register(registry);
    FunctionCounter.builder("gridseal.requests.failed", punctuality, it -> it.requests().failed())
        .description("Of those, what was not served: the service, its database or its key was away")
        .register(registry);
  }
}
