package org.gridseal.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.policy.PolicyBook;
import org.gridseal.site.Aggregator;
import org.gridseal.site.Application;
import org.gridseal.site.Communication;
import org.gridseal.site.DeviceClaim;
import org.gridseal.site.Page;
import org.gridseal.site.Particulars;
import org.gridseal.site.Site;
import org.gridseal.site.SiteState;
import org.gridseal.site.Submission;
import org.gridseal.site.Violation;
import org.gridseal.testing.CountingChance;
import org.gridseal.testing.InMemorySites;
import org.gridseal.testing.RecordingLog;
import org.gridseal.testing.SiteFiles;
import org.junit.jupiter.api.Test;

class RegistrationTest {
  private static final Actor INSTALLER = actor("ines", "installer", "bright-roofs");
  private static final Actor OTHER_INSTALLER = actor("otto", "installer", "other-roofs");
  private static final Actor OPERATOR = actor("olga", "operator", "utility");
  private static final Actor SECOND_OPERATOR = actor("omar", "operator", "utility");
  private static final Actor AUDITOR = actor("ada", "auditor", "regulator");

  private final InMemorySites sites = new InMemorySites();
  private final RecordingLog log = new RecordingLog();
  private final PolicyBook policies = PolicyBook.parse(policyFile());
  private final Registration registration =
      new Registration(sites, policies, log, SiteFiles.RULES, SiteFiles.TIME, new CountingChance());

  @Test
  void recordsASubmissionWithThePolicyThatDecided() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("warehouse-pv")));

    assertThat(site.state()).isEqualTo(SiteState.SUBMITTED);
    assertThat(site.organisation()).isEqualTo("bright-roofs");
    assertThat(log.events)
        .singleElement()
        .isEqualTo(
            new Event.RegistrationSubmitted(
                site.id(),
                Content.hash(sites.submissions.getFirst()),
                "T3",
                2,
                Hash.of(policies.digest()),
                List.of("size-t3")));
  }

  @Test
  void keepsWhatWasSubmittedWithoutItsSecrets() {
    registration.submit(INSTALLER, SiteFiles.application("home-pv"));

    Submission kept = sites.submissions.getFirst();
    assertThat(kept.content()).contains("Meadow Lane", "SF5K-000123").doesNotContain("123455");
    assertThat(kept.salt()).hasSize(16);
    assertThat(Content.hash(kept))
        .isNotEqualTo(Hash.ofLeaf(kept.content().getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void keepsAPinOnlyAsItsVerifier() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));

    assertThat(site.devices().getFirst().pin()).isPresent();
    assertThat(site.application().devices().getFirst().pin()).isNull();
  }

  @Test
  void givesTheSameSiteWhenASubmissionIsRepeated() {
    Site first = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));

    Site second = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));

    assertThat(second).isSameAs(first);
    assertThat(log.events).hasSize(1);
  }

  @Test
  void refusesAnotherApplicationUnderTheSameReference() {
    registration.submit(INSTALLER, SiteFiles.application("home-pv"));

    Outcome outcome = registration.submit(INSTALLER, withCommunication("home-pv", 60));

    assertThat(rules(outcome)).containsExactly("reference-taken");
    assertThat(outcome).isInstanceOf(Outcome.Conflicting.class);
  }

  @Test
  void refusesHardwareThatAnotherSiteHolds() {
    registration.submit(INSTALLER, SiteFiles.application("home-pv"));

    Outcome outcome = registration.submit(OTHER_INSTALLER, SiteFiles.application("home-pv"));

    assertThat(rules(outcome)).containsExactlyInAnyOrder("unit-taken", "device-taken");
    assertThat(outcome).isInstanceOf(Outcome.Invalid.class);
  }

  @Test
  void letsRefusedHardwareBeRegisteredAgain() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));
    registration.refuse(OPERATOR, site.id(), "this address does not exist");

    Outcome outcome = registration.submit(OTHER_INSTALLER, SiteFiles.application("home-pv"));

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void refusesAnUnsoundApplicationWhoeverBuiltIt() {
    Outcome outcome = registration.submit(INSTALLER, withCommunication("home-pv", 9));

    assertThat(rules(outcome)).containsOnly("rate");
    assertThat(log.events).isEmpty();
  }

  @Test
  void takesNothingFromSomebodyWithoutAnOrganisation() {
    Actor stray = actor("sam", "installer", "");

    Outcome outcome = registration.submit(stray, SiteFiles.application("home-pv"));

    assertThat(rules(outcome)).containsExactly("no-organisation");
    assertThat(sites.submissions).isEmpty();
  }

  @Test
  void approvesASmallSiteAfterOneReview() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));

    registration.approve(OPERATOR, site.id());

    assertThat(site.state()).isEqualTo(SiteState.APPROVED);
    assertThat(log.events)
        .endsWith(
            new Event.ReviewApproved(site.id(), 1),
            new Event.SiteApproved(site.id(), Hash.of(policies.digest())));
    assertThat(log.actors).containsExactly(INSTALLER, OPERATOR, OPERATOR);
  }

  @Test
  void asksForTwoDifferentPeopleAtALargeSite() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("warehouse-pv")));

    registration.approve(OPERATOR, site.id());
    Outcome again = registration.approve(OPERATOR, site.id());

    assertThat(rules(again)).containsExactly("same-reviewer");
    assertThat(again).isInstanceOf(Outcome.Forbidden.class);
    assertThat(site.state()).isEqualTo(SiteState.SUBMITTED);

    registration.approve(SECOND_OPERATOR, site.id());

    assertThat(site.state()).isEqualTo(SiteState.APPROVED);
    assertThat(log.events)
        .hasExactlyElementsOfTypes(
            Event.RegistrationSubmitted.class,
            Event.ReviewApproved.class,
            Event.ReviewApproved.class,
            Event.SiteApproved.class);
  }

  /// `approvals.issue.freshLogin` bites at the plant's tier; below T4 nobody is asked, as the tests
  /// above show.
  @Test
  void asksForAnotherLoginBeforeALargePlantIsApproved() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("solar-plant")));
    Duration within =
        Objects.requireNonNull(
            policies.policyFor(site.application().size()).approvals().issue().freshLogin());
    Instant now = SiteFiles.TIME.instant();

    assertThat(registration.approve(OPERATOR, site.id()))
        .as("whose login nobody knows")
        .isEqualTo(new Outcome.LoginTooOld(within));
    assertThat(registration.approve(loggedIn(now.minus(within).minusMillis(1)), site.id()))
        .isEqualTo(new Outcome.LoginTooOld(within));
    assertThat(site.approvalsGiven()).isZero();

    done(registration.approve(loggedIn(now.minus(within)), site.id()));

    assertThat(site.approvalsGiven()).isEqualTo(1);
  }

  private static Actor loggedIn(Instant at) {
    return new Actor(
        OPERATOR.subject(), OPERATOR.roles(), OPERATOR.organisation(), Optional.of(at));
  }

  @Test
  void letsNobodyReviewTheirOwnSubmission() {
    var both = new Actor("ines", Set.of("installer", "operator"), "bright-roofs");
    Site site = done(registration.submit(both, SiteFiles.application("home-pv")));

    assertThat(rules(registration.approve(both, site.id()))).containsExactly("own-submission");
    assertThat(rules(registration.refuse(both, site.id(), "no"))).containsExactly("own-submission");
    assertThat(site.state()).isEqualTo(SiteState.SUBMITTED);
  }

  @Test
  void decidesOnlyWhatWaitsForAReview() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));
    registration.approve(OPERATOR, site.id());

    Outcome late = registration.returnToInstaller(SECOND_OPERATOR, site.id(), "wait");

    assertThat(rules(late)).containsExactly("wrong-state");
    assertThat(late).isInstanceOf(Outcome.Conflicting.class);
  }

  @Test
  void reviewsAnewWhatIsSubmittedAnew() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("warehouse-pv")));
    registration.approve(OPERATOR, site.id());
    registration.returnToInstaller(SECOND_OPERATOR, site.id(), "poll less often");
    String device = site.devices().getFirst().id().toString();

    registration.resubmit(INSTALLER, site.id(), withCommunication("warehouse-pv", 600));

    assertThat(site.revision()).isEqualTo(2);
    assertThat(site.approvalsGiven()).isZero();
    assertThat(site.devices().getFirst().id()).hasToString(device);

    registration.approve(OPERATOR, site.id());

    assertThat(site.state()).isEqualTo(SiteState.SUBMITTED);
    assertThat(sites.submissions).extracting(Submission::revision).containsExactly(1, 2);
  }

  @Test
  void letsOnlyItsOrganisationChangeAReturnedSite() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));

    Outcome early = registration.resubmit(INSTALLER, site.id(), withCommunication("home-pv", 60));
    registration.returnToInstaller(OPERATOR, site.id(), "correct the rate");
    Outcome strange =
        registration.resubmit(OTHER_INSTALLER, site.id(), withCommunication("home-pv", 60));

    assertThat(rules(early)).containsExactly("wrong-state");
    assertThat(strange).isInstanceOf(Outcome.Unknown.class);
    assertThat(site.state()).isEqualTo(SiteState.RETURNED);
  }

  @Test
  void logsASaltedHashOfANote() {
    Site site = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));

    registration.returnToInstaller(OPERATOR, site.id(), "call Pat");

    Hash bare = Hash.ofLeaf("call Pat".getBytes(StandardCharsets.UTF_8));
    assertThat(log.events.getLast())
        .isInstanceOfSatisfying(
            Event.RegistrationReturned.class, event -> assertThat(event.note()).isNotEqualTo(bare));
    assertThat(site.reviews().getFirst().note()).hasValue("call Pat");
  }

  @Test
  void showsInstallersTheirOwnSitesAndReviewersAll() {
    Site own = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));
    Site other = done(registration.submit(OTHER_INSTALLER, SiteFiles.application("shop-pv")));

    assertThat(registration.find(INSTALLER, other.id())).isEmpty();
    assertThat(registration.find(AUDITOR, other.id())).containsSame(other);
    assertThat(registration.list(INSTALLER, null, null, 10).sites()).containsExactly(own);
    assertThat(registration.list(OPERATOR, null, null, 10).sites()).containsExactly(other, own);
    assertThat(registration.queue(OPERATOR, null, 10).sites()).containsExactly(own, other);
  }

  @Test
  void turnsPagesUntilTheLast() {
    Site first = done(registration.submit(INSTALLER, SiteFiles.application("home-pv")));
    Site second = done(registration.submit(INSTALLER, SiteFiles.application("shop-pv")));

    Page page = registration.queue(OPERATOR, null, 1);
    Page last = registration.queue(OPERATOR, page.next().orElseThrow(), 1);

    assertThat(page.sites()).containsExactly(first);
    assertThat(last.sites()).containsExactly(second);
    assertThat(last.next()).isEmpty();
  }

  @Test
  void acceptsDevicesOfActiveAggregatorsOnly() {
    var aggregator = new Aggregator(new UUID(0, 7), "fleet", "Fleet Inc", null);
    sites.aggregators.add(aggregator);
    Application managed = managedBy("home-pv", aggregator.id());
    aggregator.deactivate();

    assertThat(rules(registration.submit(INSTALLER, managed))).containsExactly("aggregator-active");
    assertThat(rules(registration.submit(INSTALLER, managedBy("home-pv", new UUID(0, 8)))))
        .containsExactly("aggregator-active");
  }

  private static Application withCommunication(String name, int seconds) {
    Application application = SiteFiles.application(name);
    Communication rates =
        new Communication(
            application.particulars().communication().path(),
            application.particulars().communication().wan(),
            seconds,
            seconds);
    return new Application(
        with(application.particulars(), rates), application.units(), application.devices());
  }

  private static Application managedBy(String name, UUID aggregator) {
    Application application = SiteFiles.application(name);
    Communication path =
        new Communication(Communication.Path.AGGREGATOR, Communication.Wan.BROADBAND, 300, 300);
    DeviceClaim claim = application.devices().getFirst();
    return new Application(
        with(application.particulars(), path),
        application.units(),
        List.of(new DeviceClaim(claim.identity(), claim.profile(), null, null, null, aggregator)));
  }

  private static Particulars with(Particulars site, Communication communication) {
    return new Particulars(
        site.applicationRef(),
        site.connectionPoint(),
        site.address(),
        site.location(),
        site.customer(),
        site.operator(),
        site.installer(),
        site.grid(),
        site.topology(),
        communication,
        site.declaration());
  }

  private static Site done(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done) outcome).site();
  }

  private static List<String> rules(Outcome outcome) {
    List<Violation> violations =
        switch (outcome) {
          case Outcome.Done done -> List.of();
          case Outcome.Unknown unknown -> List.of();
          case Outcome.LoginTooOld tooOld -> List.of();
          case Outcome.Invalid no -> no.violations();
          case Outcome.Forbidden no -> no.violations();
          case Outcome.Conflicting no -> no.violations();
        };
    return violations.stream().map(Violation::rule).toList();
  }

  private static Actor actor(String subject, String role, String organisation) {
    return new Actor(subject, Set.of(role), organisation);
  }

  private static byte[] policyFile() {
    try {
      return Files.readAllBytes(Path.of("policies", "sites.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
