package org.gridseal;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.cost.WanBook;

/// Constructs what tells people the price of security.
@ApplicationScoped
class CostWiring {
  /// Nothing is decided by it, so a folder of policies without it is whole: then nothing is said
  /// about prices.
  @Produces
  @Singleton
  Optional<WanBook> wans(@ConfigProperty(name = "gridseal.policies") Path folder)
      throws IOException {
    Path file = folder.resolve("wan.yaml");
    return Files.exists(file)
        ? Optional.of(WanBook.parse(Files.readAllBytes(file)))
        : Optional.empty();
  }

  /// Reads it now, so that a broken file is found by whoever starts the service and not by whoever
  /// opens a page.
  void start(@Observes StartupEvent event, Optional<WanBook> wans) {
    Log.infof("networks with prices: %d", wans.map(it -> it.wans().size()).orElse(0));
  }
}
