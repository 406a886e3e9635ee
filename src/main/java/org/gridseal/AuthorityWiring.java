package org.gridseal;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Transactions;
import org.gridseal.authorisation.Restrictions;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.authority.ProfileFile;
import org.gridseal.authority.SigningException;
import org.gridseal.ceremony.LiveHierarchy;
import org.gridseal.enrollment.Admission;
import org.gridseal.enrollment.Certificates;
import org.gridseal.enrollment.CodeHash;
import org.gridseal.enrollment.Credentials;
import org.gridseal.enrollment.Devices;
import org.gridseal.enrollment.Enrollment;
import org.gridseal.enrollment.ManufacturerRoots;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.enrollment.OwnRevocation;
import org.gridseal.enrollment.PostgresCertificates;
import org.gridseal.enrollment.PostgresCodes;
import org.gridseal.enrollment.PostgresDevices;
import org.gridseal.enrollment.PostgresManufacturerRoots;
import org.gridseal.enrollment.SessionLimits;
import org.gridseal.enrollment.TrustedManufacturers;
import org.gridseal.est.MessageSigner;
import org.gridseal.policy.Policies;
import org.gridseal.policy.Punctuality;
import org.gridseal.revocation.Revocation;

/// Constructs what issues and revokes: the authority, and the work around it.
@ApplicationScoped
class AuthorityWiring {
  private static final InstantSource TIME = InstantSource.system();

  /// The line that issues to devices.
  private static final String DEVICES = "issuing";

  private final SecureRandom chance = new SecureRandom();

  @Produces
  @Singleton
  Devices devices(DataSource database, Restrictions restrictions) {
    return new PostgresDevices(database, restrictions::saw);
  }

  @Produces
  @Singleton
  Certificates certificates(DataSource database) {
    return new PostgresCertificates(database);
  }

  @Produces
  @Singleton
  ManufacturerRoots manufacturerRoots(DataSource database) {
    return new PostgresManufacturerRoots(database);
  }

  @Produces
  @Singleton
  TrustedManufacturers trustedManufacturers(
      ManufacturerRoots roots, Transactions transactions, AuditLog log) {
    return new TrustedManufacturers(roots, transactions, log, TIME);
  }

  @Produces
  @Singleton
  OneTimeCodes oneTimeCodes(
      DataSource database,
      Devices devices,
      Policies policies,
      Transactions transactions,
      AuditLog log) {
    return new OneTimeCodes(
        new PostgresCodes(database),
        devices,
        policies,
        transactions,
        log,
        TIME,
        () -> CodeHash.drawnFrom(chance, UuidCreator.getTimeOrderedEpoch()),
        AuthorityWiring::pause);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Produces
  @Singleton
  Credentials credentials(
      ManufacturerRoots roots,
      LiveHierarchy authorities,
      @ConfigProperty(name = "gridseal.test-certificates", defaultValue = "false") boolean tests) {
    // An issuing CA is an anchor too: many devices show their own certificate and nothing above it.
    return new Credentials(roots, () -> authorities.get().bundle(Optional.empty()), TIME, tests);
  }

  @Produces
  @Singleton
  Enrollment enrollment(
      Devices devices,
      Certificates certificates,
      OneTimeCodes codes,
      Revocation revocation,
      Admission admission,
      Policies policies,
      NetworksFile networks,
      @ConfigProperty(name = "gridseal.policies") Path folder,
      @ConfigProperty(name = "gridseal.test-certificates", defaultValue = "false") boolean tests,
      LiveHierarchy authorities,
      KeeperConfig keys,
      Transactions transactions,
      AuditLog log,
      Punctuality punctuality) {
    List<CertificateProfile> all = ProfileFile.readAll(folder.resolve("profiles"));
    List<CertificateProfile> known = tests ? all : CertificateProfile.inProduction(all);
    List<CertificateProfile> profiles =
        keys.experimentalMlDsa() ? known : CertificateProfile.established(known);
    return new Enrollment(
        devices,
        certificates,
        codes,
        (serialNumber, by) -> revocation.supersede(serialNumber, Actor.device(by)),
        admission,
        policies,
        networks,
        profiles,
        authorities,
        transactions,
        log,
        punctuality,
        TIME,
        this::newKeys);
  }

  @Produces
  @Singleton
  SessionLimits sessionLimits(Devices devices, Certificates certificates, Policies policies) {
    return new SessionLimits(devices, certificates, policies, TIME);
  }

  @Produces
  @Singleton
  MessageSigner messageSigner(LiveHierarchy authorities) {
    return (type, content, more) -> {
      try {
        return signer(authorities.get(), more)
            .map(authority -> authority.signedMessage(type, content, more));
      } catch (SigningException e) {
        return Optional.empty();
      }
    };
  }

  /// Who signed the certificate that goes along, or else whoever signs for devices.
  private static Optional<CertificationAuthority> signer(
      Hierarchy authorities, List<X509Certificate> more) {
    return more.stream()
        .findFirst()
        .flatMap(authorities::issuerOf)
        .or(() -> authorities.issuing(DEVICES))
        .or(() -> authorities.answering().stream().findFirst());
  }

  @Produces
  @Singleton
  OwnRevocation ownRevocation(Devices devices, Certificates certificates, Revocation revocation) {
    return new OwnRevocation(
        devices,
        certificates,
        (serialNumber, reason, by) -> revocation.revoke(serialNumber, reason, Actor.device(by)));
  }

  private KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), chance);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }
}
