package org.gridseal;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.gridseal.audit.Actor;
import org.gridseal.audit.GroupCommit;
import org.gridseal.audit.PostgresAuditLog;
import org.gridseal.authorisation.CertificateRegister;
import org.gridseal.authorisation.Intervention;
import org.gridseal.authorisation.OpenConnections;
import org.gridseal.authorisation.PostgresAuthorisations;
import org.gridseal.authorisation.PostgresIdentities;
import org.gridseal.authorisation.PostgresMeasures;
import org.gridseal.authorisation.PostgresSiteRegister;
import org.gridseal.authorisation.Rules;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Hierarchy;
import org.gridseal.enrollment.CodeHash;
import org.gridseal.enrollment.Enrollment;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.enrollment.PostgresCertificates;
import org.gridseal.enrollment.PostgresCodes;
import org.gridseal.enrollment.PostgresDevices;
import org.gridseal.policy.AccessNetworks;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Punctuality;
import org.gridseal.revocation.PostgresRevocations;
import org.gridseal.revocation.Revocation;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.Database;
import org.gridseal.testing.Keys;

/// What a replica does for devices and for people, on the real database, without a wire. Somebody
/// can be let in before one of its commits.
final class WirelessReplica implements AutoCloseable {
  private static final InstantSource TIME = InstantSource.fixed(Authorities.NOW);

  private final AtomicReference<Runnable> beforeCommit =
      new AtomicReference<>(WirelessReplica::nobody);
  private final Database database;
  private final GroupCommit transactions = new GroupCommit(this::inTransaction, 100);

  final PostgresCertificates certificates;
  final OneTimeCodes codes;
  final Enrollment enrollment;
  final Revocation revocation;
  final CertificateRegister register;
  final Intervention intervention;

  WirelessReplica(Database database, Authorities authorities) {
    this.database = database;
    DataSource source = database.transactional();
    var log =
        new PostgresAuditLog(
            source,
            database.synchronizations(),
            TIME,
            UuidCreator::getTimeOrderedEpoch,
            WirelessReplica::nobody);
    var devices = new PostgresDevices(source, position -> {});
    var revocations = new PostgresRevocations(source);
    var identities = new PostgresIdentities(source);
    var authorisations = new PostgresAuthorisations(source, identities);
    var sites = new PostgresSiteRegister(source);
    PolicyBook policies = policies();
    var chance = new SecureRandom();
    certificates = new PostgresCertificates(source);
    codes =
        new OneTimeCodes(
            new PostgresCodes(source),
            devices,
            policies,
            transactions,
            log,
            TIME,
            () -> CodeHash.drawnFrom(chance, UUID.randomUUID()),
            pause -> {});
    revocation = new Revocation(revocations, transactions, log, TIME, WirelessReplica::nobody);
    enrollment =
        new Enrollment(
            devices,
            certificates,
            codes,
            (serialNumber, by) -> revocation.supersede(serialNumber, Actor.device(by)),
            lfdi -> Optional.empty(),
            policies,
            () -> AccessNetworks.NONE,
            Authorities.profiles(),
            () -> hierarchy(authorities),
            transactions,
            log,
            new Punctuality(),
            TIME,
            Keys::p256);
    register =
        new IssuedCertificates(
            certificates, revocations, revocation, Authorities.profiles().stream());
    intervention =
        new Intervention(
            new PostgresMeasures(source),
            authorisations,
            register,
            sites,
            new Rules(authorisations, register, identities, sites, policies, new Nobody(), TIME),
            transactions,
            log,
            TIME,
            UuidCreator::getTimeOrderedEpoch,
            WirelessReplica::nobody);
  }

  private static Hierarchy hierarchy(Authorities authorities) {
    return Hierarchy.of(
        Stream.of("ieee2030.5-device", "csip-aggregator", "tls-server")
            .map(Authorities::profile)
            .map(authorities::issuerOf)
            .distinct()
            .toArray(CertificationAuthority[]::new));
  }

  private static PolicyBook policies() {
    try {
      return PolicyBook.parse(Files.readAllBytes(Path.of("policies/sites.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets somebody in, once, when the work of the next transaction is done and not yet committed.
  void letInBeforeCommit(Runnable somebody) {
    beforeCommit.set(somebody);
  }

  private static void nobody() {}

  private void inTransaction(Runnable work) {
    database.inTransaction(
        () -> {
          work.run();
          beforeCommit.getAndSet(WirelessReplica::nobody).run();
        });
  }

  @Override
  public void close() {
    transactions.close();
  }

  /// Nobody is connected.
  private static final class Nobody implements OpenConnections {
    @Override
    public long showing(Lfdi lfdi) {
      return 0;
    }

    @Override
    public long of(DeviceId device) {
      return 0;
    }

    @Override
    public long at(SiteId site) {
      return 0;
    }
  }
}
