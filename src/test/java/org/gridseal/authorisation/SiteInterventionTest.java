package org.gridseal.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.authorisation.InterventionFixture.CERTIFICATE;
import static org.gridseal.authorisation.InterventionFixture.COLLEAGUE;
import static org.gridseal.authorisation.InterventionFixture.DEVICE;
import static org.gridseal.authorisation.InterventionFixture.FACTORY;
import static org.gridseal.authorisation.InterventionFixture.LFDI;
import static org.gridseal.authorisation.InterventionFixture.OURS;
import static org.gridseal.authorisation.InterventionFixture.SERIAL;
import static org.gridseal.authorisation.InterventionFixture.SITE;
import static org.gridseal.authorisation.InterventionFixture.STRANGER;
import static org.gridseal.authorisation.InterventionFixture.rule;
import static org.gridseal.authorisation.InterventionFixture.taken;
import static org.gridseal.authorisation.InterventionFixture.waiting;

import java.time.Duration;
import java.util.UUID;
import org.gridseal.audit.Event;
import org.gridseal.authorisation.CertificateRegister.State;
import org.gridseal.authorisation.Intervention.Result;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.junit.jupiter.api.Test;

/// What can be done to a site and to one device of it, and what they take along.
class SiteInterventionTest {
  private static final SerialNumber NEIGHBOUR = SerialNumber.fromString("0c0d");
  private static final SerialNumber SILENT = SerialNumber.fromString("0e0f");

  private final InterventionFixture utility = new InterventionFixture();

  @Test
  void suspendsASiteWithItsCertificatesAndBringsBackThoseAlone() {
    utility.register(5);
    utility.certify(new DeviceId(new UUID(0, 3)), NEIGHBOUR, STRANGER);
    taken(utility.propose(new Target.OfCertificate(NEIGHBOUR), Act.SUSPEND, "certificateHold"));

    taken(utility.propose(SITE, Act.SUSPEND, "underInvestigation"));

    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.HELD);
    assertThat(utility.identities.holderOf(SERIAL)).get().matches(holder -> !holder.isLetIn());
    assertThat(utility.identities.holderOf(FACTORY)).get().matches(holder -> !holder.isLetIn());
    assertThat(utility.state()).as("nobody decided about the LFDI").isEqualTo(LfdiState.ALLOWED);
    taken(utility.propose(SITE, Act.RESTORE, "cleared"));
    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.GOOD);
    assertThat(utility.register.stateOf(NEIGHBOUR)).as("held before").isEqualTo(State.HELD);
    assertThat(utility.identities.holderOf(SERIAL)).get().matches(Holder::isLetIn);
    assertThat(utility.log.events)
        .filteredOn(Event.SiteDecided.class::isInstance)
        .map(Event.SiteDecided.class::cast)
        .map(event -> event.state() + " " + event.reason())
        .containsExactly("SUSPENDED underInvestigation", "APPROVED cleared");
    assertThat(utility.wakings).isEqualTo(3);
    assertThat(utility.register.tellings()).isEqualTo(3);
  }

  @Test
  void retiresASiteAndRevokesWhatItHasForGood() {
    utility.register(5);
    utility.certify(new DeviceId(new UUID(0, 3)), NEIGHBOUR, STRANGER);
    utility.register.put(NEIGHBOUR, State.HELD);
    utility.certify(new DeviceId(new UUID(0, 4)), SILENT, STRANGER);
    utility.register.put(SILENT, State.IRREVOCABLE);

    taken(utility.propose(SITE, Act.WITHDRAW, "outOfService"));

    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.REVOKED);
    assertThat(utility.register.stateOf(NEIGHBOUR)).isEqualTo(State.REVOKED);
    assertThat(utility.register.stateOf(SILENT)).isEqualTo(State.IRREVOCABLE);
    assertThat(utility.register.reasons()).containsOnly("cessationOfOperation");
    for (Act act : Act.values()) {
      assertThat(rule(utility.propose(SITE, act, "mistake"))).isEqualTo("site-state");
      assertThat(rule(utility.propose(DEVICE, act, "mistake"))).isEqualTo("device-state");
    }
  }

  @Test
  void saysThatAKeyIsCompromisedIfThatIsWhy() {
    utility.register(5);

    taken(utility.propose(DEVICE, Act.WITHDRAW, "keyCompromise"));

    assertThat(utility.register.reasons()).containsExactly("keyCompromise");
    assertThat(utility.log.events).hasExactlyElementsOfTypes(Event.DeviceDecided.class);
  }

  @Test
  void suspendsOneDeviceAndLeavesItsNeighboursAlone() {
    utility.register(5);
    utility.certify(new DeviceId(new UUID(0, 3)), NEIGHBOUR, STRANGER);

    taken(utility.propose(DEVICE, Act.SUSPEND, "lost"));

    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.HELD);
    assertThat(utility.register.stateOf(NEIGHBOUR)).isEqualTo(State.GOOD);
    assertThat(rule(utility.propose(CERTIFICATE, Act.RESTORE, "removeFromCRL")))
        .as("it comes back with its device")
        .isEqualTo("site-open");
    assertThat(rule(utility.propose(DEVICE, Act.SUSPEND, "lost"))).isEqualTo("device-state");
    taken(utility.propose(DEVICE, Act.RESTORE, "found"));
    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.GOOD);
  }

  @Test
  void decidesAboutNoDeviceBesideItsSuspendedSite() {
    utility.register(5);
    taken(utility.propose(SITE, Act.SUSPEND, "misbehaves"));

    assertThat(rule(utility.propose(DEVICE, Act.SUSPEND, "lost"))).isEqualTo("site-open");
    assertThat(rule(utility.propose(DEVICE, Act.RESTORE, "found"))).isEqualTo("site-open");
    taken(utility.propose(DEVICE, Act.WITHDRAW, "stolen"));
    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.REVOKED);
  }

  @Test
  void bringsALargeSiteBackWhenTheSecondPersonAgrees() {
    utility.register(5000);
    taken(utility.propose(SITE, Act.SUSPEND, "underInvestigation"));
    utility.later(Duration.ofSeconds(1));

    Measure measure = waiting(utility.propose(SITE, Act.RESTORE, "cleared"));
    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.HELD);
    taken(utility.intervention.confirm(measure.id(), COLLEAGUE));

    assertThat(utility.register.stateOf(SERIAL)).isEqualTo(State.GOOD);
  }

  @Test
  void tellsBeforehandWhatItTakesAlong() {
    utility.register(5);
    utility.certify(new DeviceId(new UUID(0, 3)), NEIGHBOUR, STRANGER);
    utility.open = 2;

    Effect site = utility.effectOf(SITE, Act.WITHDRAW);
    Effect device = utility.effectOf(DEVICE, Act.WITHDRAW);

    assertThat(site.devices()).isEqualTo(2);
    assertThat(site.along()).extracting(Identity::lfdi).containsExactly(FACTORY, OURS, STRANGER);
    assertThat(site.connections()).isEqualTo(200);
    assertThat(device.along()).extracting(Identity::lfdi).containsExactly(FACTORY, OURS);
    assertThat(device.connections()).isEqualTo(20);
    assertThat(utility.effectOf(LFDI, Act.WITHDRAW).connections()).isEqualTo(2);
  }

  @Test
  void knowsNeitherSitesNorDevicesThatNobodyRegistered() {
    assertThat(utility.intervention.effectOf(SITE, Act.SUSPEND)).isEmpty();
    assertThat(utility.propose(DEVICE, Act.SUSPEND, "lost")).isInstanceOf(Result.Unknown.class);
  }
}
