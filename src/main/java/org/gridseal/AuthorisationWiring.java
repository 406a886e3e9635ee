package org.gridseal;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Transactions;
import org.gridseal.authorisation.Authorisations;
import org.gridseal.authorisation.CertificateRegister;
import org.gridseal.authorisation.Identities;
import org.gridseal.authorisation.Intervention;
import org.gridseal.authorisation.PostgresAuthorisations;
import org.gridseal.authorisation.PostgresIdentities;
import org.gridseal.authorisation.PostgresMeasures;
import org.gridseal.authorisation.PostgresSiteRegister;
import org.gridseal.authorisation.Restrictions;
import org.gridseal.authorisation.Rules;
import org.gridseal.authorisation.SiteRegister;
import org.gridseal.authority.ProfileFile;
import org.gridseal.enrollment.Admission;
import org.gridseal.enrollment.Certificates;
import org.gridseal.est.SessionWatch;
import org.gridseal.policy.Policies;
import org.gridseal.policy.Punctuality;
import org.gridseal.revocation.Revocation;
import org.gridseal.revocation.Revocations;

/// Constructs what decides about identities, and what keeps out those that are decided about.
@ApplicationScoped
class AuthorisationWiring {
  private static final InstantSource TIME = InstantSource.system();

  @Produces
  @Singleton
  Identities identities(DataSource database) {
    return new PostgresIdentities(database);
  }

  @Produces
  @Singleton
  Authorisations authorisations(DataSource database, Identities identities) {
    return new PostgresAuthorisations(database, identities);
  }

  @Produces
  @Singleton
  Restrictions restrictions(Authorisations authorisations) {
    return new Restrictions(authorisations, TIME);
  }

  @Produces
  @Singleton
  Admission admission(Restrictions restrictions) {
    return restrictions::objectionTo;
  }

  @Produces
  @Singleton
  SessionWatch sessionWatch(
      Restrictions restrictions,
      Authorisations authorisations,
      Policies policies,
      Punctuality punctuality) {
    return new SessionWatch(restrictions, authorisations, policies, punctuality, TIME);
  }

  @Produces
  @Singleton
  CertificateRegister certificateRegister(
      Certificates certificates,
      Revocations revocations,
      Revocation revocation,
      @ConfigProperty(name = "gridseal.policies") Path folder) {
    return new IssuedCertificates(
        certificates,
        revocations,
        revocation,
        ProfileFile.readAll(folder.resolve("profiles")).stream());
  }

  @Produces
  @Singleton
  Intervention intervention(
      DataSource database,
      Authorisations authorisations,
      CertificateRegister certificates,
      Identities identities,
      Policies policies,
      Transactions transactions,
      AuditLog log,
      SessionWatch watch) {
    SiteRegister sites = new PostgresSiteRegister(database);
    return new Intervention(
        new PostgresMeasures(database),
        authorisations,
        certificates,
        sites,
        new Rules(authorisations, certificates, identities, sites, policies, watch, TIME),
        transactions,
        log,
        TIME,
        UuidCreator::getTimeOrderedEpoch,
        watch::wake);
  }
}
