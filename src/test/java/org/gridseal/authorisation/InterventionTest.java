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
import org.gridseal.audit.Event;
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
import org.gridseal.testing.RecordingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Who must agree, by the shipped policy, and what happens when they do.
class InterventionTest {
  private static final Actor OPERATOR = new Actor("operator", Set.of("operator"), "utility");
  private static final Actor COLLEAGUE = new Actor("colleague", Set.of("operator"), "utility");
  private static final Actor APPROVER = new Actor("approver", Set.of("approver"), "utility");

  private static final Lfdi FACTORY = Lfdi.fromString("3E4F45AB31EDFE5B67E343E5E4562E31984E23E5");
  private static final Lfdi OURS = Lfdi.fromString("0671C144D27DC9E612AFE7DC6C79EC089ED3DCC5");
  private static final Lfdi STRANGER = Lfdi.fromString("854D10A201CA99E5E90D3C3E1F9BC1C3BD075F3B");
  private static final SerialNumber SERIAL = SerialNumber.fromString("0a0b");

  private static final Target LFDI = new Target.OfLfdi(FACTORY);
  private static final Target CERTIFICATE = new Target.OfCertificate(SERIAL);

  private final InMemoryAuthorisations authorisations = new InMemoryAuthorisations();
  private final InMemoryMeasures measures = new InMemoryMeasures();
  private final InMemoryIdentities identities = new InMemoryIdentities();
  private final InMemoryRegister register = new InMemoryRegister();
  private final RecordingLog log = new RecordingLog();
  private final List<UUID> ids = new ArrayList<>();
  private Instant now = Authorities.NOW;
  private int wakings;

  private final Intervention intervention =
      new Intervention(
          measures,
          authorisations,
          register,
          new Rules(authorisations, register, identities, policies()),
          new DirectTransactions(),
          log,
          () -> now,
          this::nextId,
          () -> wakings++);

  private UUID nextId() {
    ids.add(new UUID(0, ids.size()));
    return ids.getLast();
  }

  @ParameterizedTest(name = "{0} kVA: {1} takes {2}")
  @CsvSource({
    "5,     WITHDRAW, 1",
    "5,     SUSPEND,  1",
    "5,     RESTORE,  1",
    "250,   RESTORE,  1",
    "5000,  WITHDRAW, 1",
    "5000,  SUSPEND,  1",
    "5000,  RESTORE,  2",
    "25000, WITHDRAW, 1",
    "25000, SUSPEND,  1",
    "25000, RESTORE,  2"
  })
  void asksAsManyPeopleAsTheTierDemands(long size, Act act, int people) {
    register(size);

    assertThat(effectOf(LFDI, act).needed().persons()).isEqualTo(people);
    assertThat(effectOf(CERTIFICATE, act).needed().persons()).isEqualTo(people);
  }

  @Test
  void suspendsDeniesAndAllowsAnLfdiAndLogsEach() {
    register(5);

    taken(propose(LFDI, Act.SUSPEND, "lost"));
    assertThat(state()).isEqualTo(LfdiState.SUSPENDED);
    taken(propose(LFDI, Act.WITHDRAW, "stolen"));
    assertThat(state()).isEqualTo(LfdiState.DENIED);
    taken(propose(LFDI, Act.RESTORE, "found"));
    assertThat(state()).isEqualTo(LfdiState.ALLOWED);

    assertThat(log.events).hasOnlyElementsOfType(Event.LfdiDecided.class);
    assertThat(log.events)
        .map(Event.LfdiDecided.class::cast)
        .map(event -> event.state() + " " + event.reason())
        .containsExactly("SUSPENDED lost", "DENIED stolen", "ALLOWED found");
    assertThat(wakings).isEqualTo(3);
    assertThat(register.tellings()).as("what concerns no certificate").isZero();
  }

  @Test
  void holdsReleasesAndRevokesACertificateAndTellsTheWorld() {
    register(5);

    taken(propose(CERTIFICATE, Act.SUSPEND, "certificateHold"));
    assertThat(register.stateOf(SERIAL)).isEqualTo(State.HELD);
    taken(propose(CERTIFICATE, Act.RESTORE, "removeFromCRL"));
    assertThat(register.stateOf(SERIAL)).isEqualTo(State.GOOD);
    taken(propose(CERTIFICATE, Act.WITHDRAW, "keyCompromise"));
    assertThat(register.stateOf(SERIAL)).isEqualTo(State.REVOKED);

    assertThat(register.tellings()).isEqualTo(3);
    assertThat(state()).as("the two are kept apart").isEqualTo(LfdiState.ALLOWED);
  }

  @ParameterizedTest(name = "an LFDI that is {0}: {1}")
  @CsvSource({
    "ALLOWED,   RESTORE",
    "SUSPENDED, SUSPEND",
    "DENIED,    WITHDRAW",
    "DENIED,    SUSPEND"
  })
  void refusesWhatChangesNothingOrMakesItEasierToComeBack(LfdiState before, Act act) {
    register(5);
    if (before != LfdiState.ALLOWED) {
      authorisations.decide(FACTORY, before);
    }

    assertThat(rule(propose(LFDI, act, "mistake"))).isEqualTo("lfdi-state");
    assertThat(log.events).isEmpty();
    assertThat(wakings).isZero();
  }

  @ParameterizedTest(name = "a certificate that is {0}: {1} is refused by {2}")
  @CsvSource({
    "GOOD,        RESTORE,  held",
    "HELD,        SUSPEND,  not-held",
    "REVOKED,     WITHDRAW, not-revoked",
    "REVOKED,     SUSPEND,  not-revoked",
    "REVOKED,     RESTORE,  not-revoked",
    "IRREVOCABLE, WITHDRAW, certificate-revocable",
    "IRREVOCABLE, SUSPEND,  certificate-revocable",
    "UNKNOWN,     WITHDRAW, certificate-issued"
  })
  void refusesWhatDoesNotFitACertificate(State before, Act act, String rule) {
    register(5);
    register.put(SERIAL, before);

    assertThat(rule(propose(CERTIFICATE, act, "keyCompromise"))).isEqualTo(rule);
    assertThat(register.stateOf(SERIAL)).isEqualTo(before);
    assertThat(log.events).isEmpty();
  }

  @Test
  void sendsWhoeverWouldRevokeInVainToTheLfdi() {
    register(5);
    register.put(SERIAL, State.IRREVOCABLE);

    List<Violation> violations = effectOf(CERTIFICATE, Act.WITHDRAW).objections();

    assertThat(violations)
        .singleElement()
        .extracting(Violation::sentence)
        .asString()
        .contains("noRevAvail", "deny its LFDI " + OURS);
    taken(propose(new Target.OfLfdi(OURS), Act.WITHDRAW, "stolen"));
    assertThat(authorisations.stateOf(OURS, Instant.MAX)).isEqualTo(LfdiState.DENIED);
  }

  @Test
  void waitsForASecondPersonWhereTheTierDemandsOne() {
    register(5000);
    taken(propose(LFDI, Act.SUSPEND, "underInvestigation"));
    now = now.plusSeconds(1);

    Measure waiting = waiting(propose(LFDI, Act.RESTORE, "cleared"));
    assertThat(state()).isEqualTo(LfdiState.SUSPENDED);
    assertThat(intervention.open()).containsExactly(waiting);
    assertThat(rule(intervention.confirm(waiting.id(), OPERATOR))).isEqualTo("second-person");
    assertThat(state()).isEqualTo(LfdiState.SUSPENDED);

    taken(intervention.confirm(waiting.id(), COLLEAGUE));

    assertThat(state()).isEqualTo(LfdiState.ALLOWED);
    assertThat(intervention.open()).isEmpty();
    assertThat(log.events)
        .hasExactlyElementsOfTypes(
            Event.LfdiDecided.class,
            Event.MeasureProposed.class,
            Event.MeasureAgreed.class,
            Event.LfdiDecided.class);
    assertThat(log.actors).map(Actor::subject).endsWith("colleague", "colleague");
  }

  @Test
  void waitsForTheRoleThatTheTierNamesHoweverManyAgree() {
    register(25_000);
    taken(propose(LFDI, Act.SUSPEND, "underInvestigation"));
    now = now.plusSeconds(1);
    Measure measure = waiting(propose(LFDI, Act.RESTORE, "cleared"));

    Measure both = waiting(intervention.confirm(measure.id(), COLLEAGUE));
    assertThat(both.agreements()).hasSize(2);

    taken(intervention.confirm(measure.id(), APPROVER));
    assertThat(state()).isEqualTo(LfdiState.ALLOWED);
  }

  @Test
  void suspendsWithOnePersonWhileSomethingElseWaits() {
    register(5000);
    authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    waiting(propose(LFDI, Act.RESTORE, "cleared"));

    taken(propose(LFDI, Act.WITHDRAW, "stolen"));

    assertThat(state()).isEqualTo(LfdiState.DENIED);
  }

  @Test
  void bringsNobodyBackWithAnAgreementThatWasMeantForSomethingElse() {
    register(5000);
    authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure back = waiting(propose(LFDI, Act.RESTORE, "cleared"));
    now = now.plusSeconds(60);
    taken(propose(LFDI, Act.WITHDRAW, "stolen"));

    assertThat(rule(intervention.confirm(back.id(), COLLEAGUE))).isEqualTo("measure-current");

    assertThat(state()).isEqualTo(LfdiState.DENIED);
    assertThat(log.events).noneMatch(Event.MeasureAgreed.class::isInstance);
  }

  @Test
  void takesEachMeasureOnce() {
    register(5000);
    authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure measure = waiting(propose(LFDI, Act.RESTORE, "cleared"));
    taken(intervention.confirm(measure.id(), COLLEAGUE));

    assertThat(rule(intervention.confirm(measure.id(), APPROVER))).isEqualTo("measure-open");
    assertThat(rule(intervention.drop(measure.id(), APPROVER))).isEqualTo("measure-open");
  }

  @Test
  void dropsWhatWaitsAndChangesNothing() {
    register(5000);
    authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure measure = waiting(propose(LFDI, Act.RESTORE, "cleared"));

    assertThat(intervention.drop(measure.id(), OPERATOR)).isInstanceOf(Result.Dropped.class);

    assertThat(intervention.open()).isEmpty();
    assertThat(state()).isEqualTo(LfdiState.SUSPENDED);
    assertThat(rule(intervention.confirm(measure.id(), COLLEAGUE))).isEqualTo("measure-open");
    assertThat(log.events)
        .hasExactlyElementsOfTypes(Event.MeasureProposed.class, Event.MeasureDropped.class);
  }

  /// Somebody may make the site larger, or the policy stricter, while a measure waits.
  @Test
  void countsByTheTierAtTheMomentOfTheLastAgreement() {
    register(5000);
    authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure measure = waiting(propose(LFDI, Act.RESTORE, "cleared"));
    register(25_000);

    waiting(intervention.confirm(measure.id(), COLLEAGUE));

    assertThat(state()).isEqualTo(LfdiState.SUSPENDED);
  }

  @Test
  void treatsAStrangersLfdiAsStrictlyAsTheLargestSite() {
    Target stranger = new Target.OfLfdi(STRANGER);
    assertThat(effectOf(stranger, Act.RESTORE).needed().persons()).isEqualTo(2);
    assertThat(effectOf(stranger, Act.WITHDRAW).dropWithin()).isEqualTo(Duration.ofMinutes(1));

    taken(propose(stranger, Act.WITHDRAW, "stolen"));

    assertThat(log.events).hasExactlyElementsOfTypes(Event.StrangerDecided.class);
    assertThat(authorisations.stateOf(STRANGER, Instant.MAX)).isEqualTo(LfdiState.DENIED);
  }

  @Test
  void knowsNoCertificateThatIsNotOurs() {
    assertThat(propose(CERTIFICATE, Act.WITHDRAW, "keyCompromise"))
        .isInstanceOf(Result.Unknown.class);
    assertThat(intervention.confirm(new UUID(9, 9), OPERATOR)).isInstanceOf(Result.Unknown.class);
    assertThat(intervention.drop(new UUID(9, 9), OPERATOR)).isInstanceOf(Result.Unknown.class);
  }

  @Test
  void tellsBeforehandWhatElseTheDeviceCanBeKnownBy() {
    register(5);

    Effect effect = effectOf(CERTIFICATE, Act.WITHDRAW);

    assertThat(effect.lfdi()).isEqualTo(OURS);
    assertThat(effect.holder()).map(Holder::site).hasValue(SITE);
    assertThat(effect.others()).extracting(Identity::lfdi).containsExactly(FACTORY);
    assertThat(effect.dropWithin()).isEqualTo(Duration.ofHours(24));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void hasAReasonForEachAct(Act act) {
    assertThat(Reason.of(act)).isNotEmpty();
    assertThat(Reason.named("noReason", act)).isEmpty();
    assertThat(Reason.named("stolen", Act.RESTORE)).isEmpty();
  }

  private static final SiteId SITE = new SiteId(new UUID(0, 2));

  private void register(long kilovoltAmperes) {
    var holder =
        new Holder(
            new DeviceId(new UUID(0, 1)),
            new HardwareIdentity("1.3.6.1.4.1.37250.13.1", new byte[] {1}),
            SITE,
            SiteState.APPROVED,
            Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(kilovoltAmperes)),
            true);
    identities.put(
        new Identity(FACTORY, Optional.empty(), Optional.empty(), LfdiState.ALLOWED), holder);
    identities.put(
        new Identity(OURS, Optional.of(SERIAL), Optional.of(Instant.MAX), LfdiState.ALLOWED),
        holder);
    register.put(SERIAL, State.GOOD);
  }

  private Result propose(Target target, Act act, String reason) {
    return intervention.propose(target, act, reason, OPERATOR);
  }

  private Effect effectOf(Target target, Act act) {
    return intervention.effectOf(target, act).orElseThrow();
  }

  private LfdiState state() {
    return authorisations.stateOf(FACTORY, Instant.MAX);
  }

  private static void taken(Result result) {
    assertThat(result).isInstanceOf(Result.Taken.class);
  }

  private static Measure waiting(Result result) {
    assertThat(result).isInstanceOf(Result.Waiting.class);
    return ((Result.Waiting) result).measure();
  }

  private static String rule(Result result) {
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
