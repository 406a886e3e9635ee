package org.gridseal.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.authorisation.InterventionFixture.CERTIFICATE;
import static org.gridseal.authorisation.InterventionFixture.FACTORY;
import static org.gridseal.authorisation.InterventionFixture.LFDI;
import static org.gridseal.authorisation.InterventionFixture.OPERATOR;
import static org.gridseal.authorisation.InterventionFixture.OURS;
import static org.gridseal.authorisation.InterventionFixture.SERIAL;
import static org.gridseal.authorisation.InterventionFixture.SITE_ID;
import static org.gridseal.authorisation.InterventionFixture.STRANGER;
import static org.gridseal.authorisation.InterventionFixture.rule;
import static org.gridseal.authorisation.InterventionFixture.taken;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gridseal.audit.Event;
import org.gridseal.authorisation.CertificateRegister.State;
import org.gridseal.authorisation.Intervention.Result;
import org.gridseal.site.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What can be done to a certificate and to an LFDI, and what follows from it.
class InterventionTest {
  private final InterventionFixture utility = new InterventionFixture();

  @Test
  void suspendsDeniesAndAllowsAnLfdiAndLogsEach() {
    utility.register(5);

    taken(utility.propose(LFDI, Act.SUSPEND, "lost"));
    assertThat(utility.state()).isEqualTo(LfdiState.SUSPENDED);
    taken(utility.propose(LFDI, Act.WITHDRAW, "stolen"));
    assertThat(utility.state()).isEqualTo(LfdiState.DENIED);
    taken(utility.propose(LFDI, Act.RESTORE, "found"));
    assertThat(utility.state()).isEqualTo(LfdiState.ALLOWED);

    assertThat(utility.log.events).hasOnlyElementsOfType(Event.LfdiDecided.class);
    assertThat(utility.log.events)
        .map(Event.LfdiDecided.class::cast)
        .map(event -> event.state() + " " + event.reason())
        .containsExactly("SUSPENDED lost", "DENIED stolen", "ALLOWED found");
    assertThat(utility.wakings).isEqualTo(3);
    assertThat(utility.register.tellings()).as("what concerns no certificate").isZero();
  }

  @Test
  void holdsReleasesAndRevokesACertificateAndTellsTheWorld() {
    utility.register(5);

    taken(utility.propose(CERTIFICATE, Act.SUSPEND, "certificateHold"));
    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.HELD);
    taken(utility.propose(CERTIFICATE, Act.RESTORE, "removeFromCRL"));
    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.GOOD);
    taken(utility.propose(CERTIFICATE, Act.WITHDRAW, "keyCompromise"));
    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.REVOKED);

    assertThat(utility.register.tellings()).isEqualTo(3);
    assertThat(utility.state()).as("the two are kept apart").isEqualTo(LfdiState.ALLOWED);
  }

  @ParameterizedTest(name = "an LFDI that is {0}: {1}")
  @CsvSource({
    "ALLOWED,   RESTORE",
    "SUSPENDED, SUSPEND",
    "DENIED,    WITHDRAW",
    "DENIED,    SUSPEND"
  })
  void refusesWhatChangesNothingOrMakesItEasierToComeBack(LfdiState before, Act act) {
    utility.register(5);
    if (before != LfdiState.ALLOWED) {
      utility.authorisations.decide(FACTORY, before);
    }

    assertThat(rule(utility.propose(LFDI, act, "mistake"))).isEqualTo("lfdi-state");
    assertThat(utility.log.events).isEmpty();
    assertThat(utility.wakings).isZero();
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
    utility.register(5);
    utility.register.put(SERIAL, before);

    assertThat(rule(utility.propose(CERTIFICATE, act, "keyCompromise"))).isEqualTo(rule);
    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(before);
    assertThat(utility.log.events).isEmpty();
  }

  @Test
  void sendsWhoeverWouldRevokeInVainToTheLfdi() {
    utility.register(5);
    utility.register.put(SERIAL, State.IRREVOCABLE);

    List<Violation> violations = utility.effectOf(CERTIFICATE, Act.WITHDRAW).objections();

    assertThat(violations)
        .singleElement()
        .extracting(Violation::sentence)
        .asString()
        .contains("noRevAvail", "deny its LFDI " + OURS);
    taken(utility.propose(new Target.OfLfdi(OURS), Act.WITHDRAW, "stolen"));
    assertThat(utility.authorisations.stateOf(OURS, Instant.MAX)).isEqualTo(LfdiState.DENIED);
  }

  @Test
  void treatsAStrangersLfdiAsStrictlyAsTheLargestSite() {
    Target stranger = new Target.OfLfdi(STRANGER);
    assertThat(utility.effectOf(stranger, Act.RESTORE).needed().persons()).isEqualTo(2);
    assertThat(utility.effectOf(stranger, Act.WITHDRAW).dropWithin())
        .isEqualTo(Duration.ofMinutes(1));

    taken(utility.propose(stranger, Act.WITHDRAW, "stolen"));

    assertThat(utility.log.events).hasExactlyElementsOfTypes(Event.StrangerDecided.class);
    assertThat(utility.authorisations.stateOf(STRANGER, Instant.MAX)).isEqualTo(LfdiState.DENIED);
  }

  @Test
  void knowsNoCertificateThatIsNotOurs() {
    assertThat(utility.propose(CERTIFICATE, Act.WITHDRAW, "keyCompromise"))
        .isInstanceOf(Result.Unknown.class);
    assertThat(utility.intervention.confirm(new UUID(9, 9), OPERATOR))
        .isInstanceOf(Result.Unknown.class);
    assertThat(utility.intervention.drop(new UUID(9, 9), OPERATOR))
        .isInstanceOf(Result.Unknown.class);
  }

  @Test
  void tellsBeforehandWhatElseTheDeviceCanBeKnownBy() {
    utility.register(5);

    Effect effect = utility.effectOf(CERTIFICATE, Act.WITHDRAW);

    assertThat(effect.lfdi()).contains(OURS);
    assertThat(effect.holder()).map(Holder::site).hasValue(SITE_ID);
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
}
