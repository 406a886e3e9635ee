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
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decisions;
import org.gridseal.audit.PolicyVersions;
import org.gridseal.audit.Transactions;
import org.gridseal.enactment.EditionRows;
import org.gridseal.enactment.Enactment;
import org.gridseal.enactment.Preview;
import org.gridseal.enactment.RegisteredSites;
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
  PolicyVersions policyVersions(
      DataSource database, Transactions transactions, AuditLog log, InstantSource time) {
    return new PolicyVersions(database, transactions, log, time);
  }

  @Produces
  @Singleton
  PolicyFolder policyFolder(
      @ConfigProperty(name = "gridseal.policies") Path folder,
      Enactment enactment,
      InstantSource time) {
    return new PolicyFolder(folder, enactment, time);
  }

  @Produces
  @Singleton
  Enactment enactment(
      @ConfigProperty(name = "gridseal.policy-agreements") int people,
      DataSource database,
      PolicyVersions versions,
      Transactions transactions,
      AuditLog log,
      InstantSource time) {
    return new Enactment(new EditionRows(database), versions, transactions, log, time, people);
  }

  @Produces
  @Singleton
  Preview preview(Enactment enactment, DataSource database, InstantSource time) {
    return new Preview(enactment, new RegisteredSites(database), time);
  }

  @Produces
  @Singleton
  NetworksFile networksFile(@ConfigProperty(name = "gridseal.networks") Path file) {
    return new NetworksFile(file);
  }

  @Produces
  @Singleton
  Decisions decisions(DataSource database) {
    return new Decisions(database);
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
