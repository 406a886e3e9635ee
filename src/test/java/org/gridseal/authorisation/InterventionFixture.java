package org.gridseal.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.authorisation.CertificateRegister.State;
import org.gridseal.authorisation.Intervention.Result;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.Connection;
import org.gridseal.policy.PolicyBook;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.site.Violation;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.DirectTransactions;
import org.gridseal.testing.InMemoryAuthorisations;
import org.gridseal.testing.InMemoryIdentities;
import org.gridseal.testing.InMemoryMeasures;
import org.gridseal.testing.InMemoryRegister;
import org.gridseal.testing.InMemorySiteRegister;
import org.gridseal.testing.RecordingLog;

/// A utility with the shipped policy, one site, and people who decide.
final class InterventionFixture {
  static final Actor OPERATOR = person("operator", "operator");
  static final Actor COLLEAGUE = person("colleague", "operator");
  static final Actor APPROVER = person("approver", "approver");

  static final Lfdi FACTORY = Lfdi.fromString("3E4F45AB31EDFE5B67E343E5E4562E31984E23E5");
  static final Lfdi OURS = Lfdi.fromString("0671C144D27DC9E612AFE7DC6C79EC089ED3DCC5");
  static final Lfdi STRANGER = Lfdi.fromString("854D10A201CA99E5E90D3C3E1F9BC1C3BD075F3B");
  static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");
  static final SiteId SITE_ID = new SiteId(new UUID(0, 2));
  static final DeviceId DEVICE_ID = new DeviceId(new UUID(0, 1));

  static final Target LFDI = new Target.OfLfdi(FACTORY);
  static final Target CERTIFICATE = new Target.OfCertificate(SERIAL);
  static final Target DEVICE = new Target.OfDevice(DEVICE_ID);
  static final Target SITE = new Target.OfSite(SITE_ID);

  final InMemoryAuthorisations authorisations = new InMemoryAuthorisations();
  final InMemoryIdentities identities = new InMemoryIdentities();
  final InMemoryRegister register = new InMemoryRegister();
  final RecordingLog log = new RecordingLog();
  int wakings;
  int open;
  private final InMemorySiteRegister sites = new InMemorySiteRegister(identities);
  private final List<UUID> ids = new ArrayList<>();
  private Instant now = Authorities.NOW;

  private final OpenConnections connections =
      new OpenConnections() {
        @Override
        public long showing(Lfdi lfdi) {
          return open;
        }

        @Override
        public long of(DeviceId device) {
          return 10L * open;
        }

        @Override
        public long at(SiteId site) {
          return 100L * open;
        }
      };

  final Intervention intervention =
      new Intervention(
          new InMemoryMeasures(),
          authorisations,
          register,
          sites,
          new Rules(
              authorisations, register, identities, sites, policies(), connections, () -> now),
          new DirectTransactions(),
          log,
          () -> now,
          this::nextId,
          () -> wakings++);

  private static Actor person(String subject, String role) {
    return new Actor(subject, Set.of(role), "utility", Optional.of(Authorities.NOW));
  }

  private UUID nextId() {
    ids.add(new UUID(0, ids.size()));
    return ids.getLast();
  }

  Actor loggedInAgain(Actor person) {
    return new Actor(person.subject(), person.roles(), person.organisation(), Optional.of(now));
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  /// A site of that size, with a device that has a factory certificate and one of ours.
  void register(long kilovoltAmperes) {
    Holder holder = holder(DEVICE_ID, kilovoltAmperes);
    identities.put(
        new Identity(FACTORY, Optional.empty(), Optional.empty(), LfdiState.ALLOWED), holder);
    certify(holder, SERIAL, OURS);
  }

  /// One more device with a certificate of ours at the same site.
  void certify(DeviceId device, SerialNumber serialNumber, Lfdi lfdi) {
    certify(holder(device, 5), serialNumber, lfdi);
  }

  private void certify(Holder holder, SerialNumber serialNumber, Lfdi lfdi) {
    identities.put(
        new Identity(lfdi, Optional.of(serialNumber), Optional.of(Instant.MAX), LfdiState.ALLOWED),
        holder);
    register.put(serialNumber, State.GOOD);
  }

  private static Holder holder(DeviceId device, long kilovoltAmperes) {
    return new Holder(
        device,
        new HardwareIdentity("1.3.6.1.4.1.37250.13.1", new byte[] {1}),
        SITE_ID,
        SiteState.APPROVED,
        Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(kilovoltAmperes)),
        true,
        false);
  }

  Result propose(Target target, Act act, String reason) {
    return intervention.propose(target, act, reason, OPERATOR);
  }

  Effect effectOf(Target target, Act act) {
    return intervention.effectOf(target, act).orElseThrow();
  }

  LfdiState state() {
    return authorisations.stateOf(FACTORY, Instant.MAX);
  }

  static Measure taken(Result result) {
    assertThat(result).isInstanceOf(Result.Taken.class);
    return ((Result.Taken) result).measure();
  }

  static Measure waiting(Result result) {
    assertThat(result).isInstanceOf(Result.Waiting.class);
    return ((Result.Waiting) result).measure();
  }

  static String rule(Result result) {
    return switch (result) {
      case Result.Forbidden(List<Violation> violations) -> violations.getFirst().rule();
      case Result.Conflicting(List<Violation> violations) -> violations.getFirst().rule();
      default -> throw new AssertionError(result);
    };
  }

  private static PolicyBook policies() {
    try {
      return PolicyBook.parse(Files.readAllBytes(Path.of("policies/sites.yaml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
