package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.LfdiState;
import org.gridseal.authorisation.Restrictions;
import org.gridseal.enrollment.OpenUtility;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Punctuality;
import org.gridseal.policy.Punctuality.Score;
import org.gridseal.policy.Punctuality.What;
import org.gridseal.policy.Tier;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryAuthorisations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may stay while nothing can be read, and who is asked about: by the shipped policy, second by
/// second.
class SessionWatchTest {
  private static final DeviceId DEVICE = new DeviceId(new UUID(0, 1));
  private static final SiteId SITE = new SiteId(new UUID(0, 2));

  private final InMemoryAuthorisations authorisations = new InMemoryAuthorisations();
  private final List<Visit> ended = new ArrayList<>();
  private Instant now = Authorities.NOW;
  private final Restrictions restrictions = new Restrictions(authorisations, () -> now);
  private final Punctuality punctuality = new Punctuality();
  private final SessionWatch watch =
      new SessionWatch(
          restrictions, authorisations, new OpenUtility().policies(), punctuality, () -> now);

  @ParameterizedTest(name = "{0} kVA, blind for {1}: ended {2}")
  @CsvSource({
    "5,     P30D,     false",
    "5000,  P30D,     false",
    "25000, PT15M,    false",
    "25000, PT15M1S,  true"
  })
  void keepsOrEndsByTheTierWhileNothingCanBeRead(long size, Duration blind, boolean end) {
    Visit visit = visitOf(size);
    pass(Duration.ofSeconds(10));
    watch.look();
    assertThat(visit.holder()).isPresent();

    authorisations.goAway(true);
    pass(blind);
    watch.look();

    assertThat(ended.contains(visit)).isEqualTo(end);
  }

  /// Somebody whom nobody knows might be at the strictest of sites.
  @Test
  void hasAsLittlePatienceWithStrangersAsTheStrictestTier() {
    Visit stranger = visit();
    authorisations.goAway(true);
    pass(Duration.ofMinutes(15));
    watch.look();
    assertThat(ended).isEmpty();

    pass(Duration.ofSeconds(1));
    watch.look();
    assertThat(ended).as("nothing was ever known").containsExactly(stranger);
  }

  @Test
  void endsWhoeverCameInBeforeItWasKnown() {
    Visit visit = visitOf(5);
    authorisations.become(SITE, SiteState.RETIRED);
    watch.look();
    assertThat(ended).as("time to read why").isEmpty();

    pass(Duration.ofSeconds(6));
    watch.look();

    assertThat(ended).containsExactly(visit);
  }

  @Test
  void endsThoseOfOneDeviceAndOfNoOther() {
    Visit visit = visitOf(5);
    pass(Duration.ofSeconds(6));
    watch.look();
    assertThat(watch.at(SITE)).isEqualTo(1);
    assertThat(watch.of(DEVICE)).isEqualTo(1);
    assertThat(watch.showing(visit.lfdi())).isEqualTo(1);
    authorisations.become(new DeviceId(new UUID(0, 9)), false);
    watch.look();
    assertThat(ended).isEmpty();

    authorisations.become(DEVICE, false);
    watch.look();

    assertThat(ended).containsExactly(visit);
  }

  /// `revocation.dropSessionsWithin`: measured against what the tier allows.
  @Test
  void notesHowLongSomebodyWasStillThere() {
    visitOf(5);
    pass(Duration.ofSeconds(6));
    watch.look();
    authorisations.become(DEVICE, false);
    pass(Duration.ofSeconds(2));
    watch.look();

    assertThat(punctuality.scores())
        .containsExactly(new Score(What.CUT_OFF, Tier.T1, 1, 0, Duration.ofSeconds(8)));
  }

  @Test
  void asksAboutEachOnce() {
    visitOf(5);
    pass(Duration.ofSeconds(6));
    watch.look();
    authorisations.put(visit().lfdi(), holder(5, SiteState.RETIRED));
    ended.clear();
    watch.look();

    assertThat(ended).as("what changes is told, not asked for").isEmpty();
  }

  @Test
  void seesAgainWhenTheDatabaseIsBack() {
    authorisations.goAway(true);
    watch.look();
    authorisations.goAway(false);
    Visit visit = visitOf(5);
    watch.look();

    authorisations.decide(visit.lfdi(), LfdiState.DENIED);
    watch.look();

    assertThat(restrictions.stateOf(visit.lfdi())).isEqualTo(LfdiState.DENIED);
    assertThat(ended).containsExactly(visit);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private Visit visitOf(long kilovoltAmperes) {
    Visit visit = visit();
    authorisations.put(visit.lfdi(), holder(kilovoltAmperes, SiteState.APPROVED));
    return visit;
  }

  private Visit visit() {
    var self = new ArrayList<Visit>();
    var visit = new Visit(new OpenUtility().device().certificate(), now, () -> ended.addAll(self));
    self.add(visit);
    watch.visits().enter(visit);
    return visit;
  }

  private static Holder holder(long kilovoltAmperes, SiteState state) {
    return new Holder(
        DEVICE,
        new HardwareIdentity("1.3.6.1.4.1.37250.13.1", new byte[] {1}),
        SITE,
        state,
        Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(kilovoltAmperes)),
        true,
        false);
  }
}
