package org.gridseal.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.authorisation.InterventionFixture.APPROVER;
import static org.gridseal.authorisation.InterventionFixture.CERTIFICATE;
import static org.gridseal.authorisation.InterventionFixture.COLLEAGUE;
import static org.gridseal.authorisation.InterventionFixture.DEVICE;
import static org.gridseal.authorisation.InterventionFixture.FACTORY;
import static org.gridseal.authorisation.InterventionFixture.LFDI;
import static org.gridseal.authorisation.InterventionFixture.OPERATOR;
import static org.gridseal.authorisation.InterventionFixture.SITE;
import static org.gridseal.authorisation.InterventionFixture.rule;
import static org.gridseal.authorisation.InterventionFixture.taken;
import static org.gridseal.authorisation.InterventionFixture.waiting;

import java.time.Duration;
import java.util.List;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Event;
import org.gridseal.authorisation.Intervention.Result;
import org.gridseal.policy.Question;
import org.gridseal.policy.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who must agree, by the shipped policy, and what happens when they do.
class AgreementTest {
  private final InterventionFixture utility = new InterventionFixture();

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
    utility.register(size);

    assertThat(List.of(LFDI, CERTIFICATE, DEVICE, SITE))
        .extracting(target -> utility.effectOf(target, act).needed().persons())
        .containsOnly(people);
  }

  @Test
  void waitsForASecondPersonWhereTheTierDemandsOne() {
    utility.register(5000);
    taken(utility.propose(LFDI, Act.SUSPEND, "underInvestigation"));
    utility.later(Duration.ofSeconds(1));

    Measure waiting = waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));
    assertThat(utility.state()).isEqualTo(LfdiState.SUSPENDED);
    assertThat(utility.intervention.open()).containsExactly(waiting);
    assertThat(rule(utility.intervention.confirm(waiting.id(), OPERATOR)))
        .isEqualTo("second-person");
    assertThat(utility.state()).isEqualTo(LfdiState.SUSPENDED);

    taken(utility.intervention.confirm(waiting.id(), COLLEAGUE));

    assertThat(utility.state()).isEqualTo(LfdiState.ALLOWED);
    assertThat(utility.intervention.open()).isEmpty();
    assertThat(utility.log.events)
        .hasExactlyElementsOfTypes(
            Event.LfdiDecided.class,
            Event.MeasureProposed.class,
            Event.MeasureAgreed.class,
            Event.LfdiDecided.class);
    assertThat(utility.log.actors).map(Actor::subject).endsWith("colleague", "colleague");
  }

  /// `approvals.restore.freshLogin` bites at T4.
  @Test
  void asksForAnotherLoginBeforeALargePlantComesBack() {
    utility.register(5000);
    utility.authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure measure = waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));
    utility.later(Duration.ofSeconds(15 * 60 + 1));

    assertThat(utility.intervention.confirm(measure.id(), COLLEAGUE))
        .isEqualTo(new Result.LoginTooOld(Duration.ofMinutes(15)));
    assertThat(utility.propose(LFDI, Act.RESTORE, "cleared"))
        .isInstanceOf(Result.LoginTooOld.class);
    assertThat(utility.intervention.open()).containsExactly(measure);

    taken(utility.intervention.confirm(measure.id(), utility.loggedInAgain(COLLEAGUE)));
    assertThat(utility.state()).isEqualTo(LfdiState.ALLOWED);
  }

  /// `approvals.restore.freshLogin` does not bite below T4, and what must not wait asks at no tier.
  @ParameterizedTest(name = "{0} kVA: {1}")
  @CsvSource({
    "250, RESTORE, cleared",
    "25000, SUSPEND, underInvestigation",
    "25000, WITHDRAW, stolen"
  })
  void asksForNoLoginElsewhere(long size, Act act, String reason) {
    utility.register(size);
    utility.authorisations.decide(
        FACTORY, act == Act.RESTORE ? LfdiState.SUSPENDED : LfdiState.ALLOWED);
    utility.later(Duration.ofDays(1));

    taken(utility.propose(LFDI, act, reason));
  }

  @Test
  void recordsByWhatItWasDecidedWhoMustAgree() {
    utility.register(5000);
    taken(utility.propose(LFDI, Act.SUSPEND, "underInvestigation"));
    utility.later(Duration.ofSeconds(1));
    Measure waiting = waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));
    taken(utility.intervention.confirm(waiting.id(), COLLEAGUE));

    taken(utility.propose(CERTIFICATE, Act.WITHDRAW, "keyCompromise"));

    assertThat(utility.log.decided)
        .extracting(it -> acts(it.ruling()))
        .containsExactly("suspend", "restore", "restore", "restore");
    assertThat(utility.register.rulings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(acts(it.ruling())).isEqualTo("withdraw");
              assertThat(it.ruling().rules()).containsExactly("size-t4");
            });
  }

  private static String acts(Ruling ruling) {
    return ((Question.Measure) ruling.question()).act();
  }

  @Test
  void waitsForTheRoleThatTheTierNamesHoweverManyAgree() {
    utility.register(25_000);
    taken(utility.propose(LFDI, Act.SUSPEND, "underInvestigation"));
    utility.later(Duration.ofSeconds(1));
    Measure measure = waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));

    Measure both = waiting(utility.intervention.confirm(measure.id(), COLLEAGUE));
    assertThat(both.agreements()).hasSize(2);

    taken(utility.intervention.confirm(measure.id(), APPROVER));
    assertThat(utility.state()).isEqualTo(LfdiState.ALLOWED);
  }

  @Test
  void suspendsWithOnePersonWhileSomethingElseWaits() {
    utility.register(5000);
    utility.authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));

    taken(utility.propose(LFDI, Act.WITHDRAW, "stolen"));

    assertThat(utility.state()).isEqualTo(LfdiState.DENIED);
  }

  @Test
  void bringsNobodyBackWithAnAgreementThatWasMeantForSomethingElse() {
    utility.register(5000);
    utility.authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure back = waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));
    utility.later(Duration.ofSeconds(60));
    taken(utility.propose(LFDI, Act.WITHDRAW, "stolen"));

    assertThat(rule(utility.intervention.confirm(back.id(), COLLEAGUE)))
        .isEqualTo("measure-current");

    assertThat(utility.state()).isEqualTo(LfdiState.DENIED);
    assertThat(utility.log.events).noneMatch(Event.MeasureAgreed.class::isInstance);
  }

  @Test
  void takesEachMeasureOnce() {
    utility.register(5000);
    utility.authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure measure = waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));
    taken(utility.intervention.confirm(measure.id(), COLLEAGUE));

    assertThat(rule(utility.intervention.confirm(measure.id(), APPROVER)))
        .isEqualTo("measure-open");
    assertThat(rule(utility.intervention.drop(measure.id(), APPROVER))).isEqualTo("measure-open");
  }

  @Test
  void dropsWhatWaitsAndChangesNothing() {
    utility.register(5000);
    utility.authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure measure = waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));

    assertThat(utility.intervention.drop(measure.id(), OPERATOR))
        .isInstanceOf(Result.Dropped.class);

    assertThat(utility.intervention.open()).isEmpty();
    assertThat(utility.state()).isEqualTo(LfdiState.SUSPENDED);
    assertThat(rule(utility.intervention.confirm(measure.id(), COLLEAGUE)))
        .isEqualTo("measure-open");
    assertThat(utility.log.events)
        .hasExactlyElementsOfTypes(Event.MeasureProposed.class, Event.MeasureDropped.class);
  }

  /// Somebody may make the site larger, or the policy stricter, while a measure waits.
  @Test
  void countsByTheTierAtTheMomentOfTheLastAgreement() {
    utility.register(5000);
    utility.authorisations.decide(FACTORY, LfdiState.SUSPENDED);
    Measure measure = waiting(utility.propose(LFDI, Act.RESTORE, "cleared"));
    utility.register(25_000);

    waiting(utility.intervention.confirm(measure.id(), COLLEAGUE));

    assertThat(utility.state()).isEqualTo(LfdiState.SUSPENDED);
  }
}
