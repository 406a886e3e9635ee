package org.gridseal;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.policy.PolicyBook;
import org.gridseal.site.CertifiedModels;
import org.gridseal.site.Chance;
import org.gridseal.site.HibernateSites;
import org.gridseal.site.SiteRules;
import org.gridseal.site.Sites;

/// Constructs what registration works with.
@ApplicationScoped
class RegistrationWiring {
  private static final int SALT_OCTETS = 16;

  @Produces
  @Singleton
  InstantSource time() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  Chance chance() {
    SecureRandom random = new SecureRandom();
    return new Chance() {
      @Override
      public UUID id() {
        return UuidCreator.getTimeOrderedEpoch();
      }

      @Override
      public byte[] salt() {
        byte[] salt = new byte[SALT_OCTETS];
        random.nextBytes(salt);
        return salt;
      }
    };
  }

  @Produces
  @Singleton
  PolicyBook policies(@ConfigProperty(name = "gridseal.policies") Path folder) throws IOException {
    return PolicyBook.parse(Files.readAllBytes(folder.resolve("sites.yaml")));
  }

  @Produces
  @Singleton
  Sites sites(EntityManager entities) {
    return new HibernateSites(entities);
  }

  @Produces
  @Singleton
  SiteRules rules(RegistrationConfig config, InstantSource time) throws IOException {
    List<String> models =
        config.certifiedModels().isPresent()
            ? Files.readAllLines(config.certifiedModels().get())
            : List.of();
    return new SiteRules(
        time,
        config.zone(),
        Pattern.compile(config.serviceAccountNo()),
        Pattern.compile(config.meterNo()),
        CertifiedModels.ofLines(models));
  }
}
