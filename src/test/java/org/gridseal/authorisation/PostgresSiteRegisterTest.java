package org.gridseal.authorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.testing.RegisterRows.lfdi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.authorisation.Authorisations.Change;
import org.gridseal.authorisation.Measure.Agreement;
import org.gridseal.authorisation.Measure.End;
import org.gridseal.authorisation.Measure.Outcome;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.testing.Database;
import org.gridseal.testing.RegisterRows;
import org.junit.jupiter.api.Test;

/// Sites and devices as rows, and what the database itself notes of their changes.
class PostgresSiteRegisterTest {
  private static final Instant NOW = RegisterRows.START;

  private final Database database = Database.shared();
  private final RegisterRows rows = new RegisterRows(database);
  private final PostgresSiteRegister sites = new PostgresSiteRegister(database.application());
  private final PostgresMeasures measures = new PostgresMeasures(database.application());
  private final PostgresIdentities identities = new PostgresIdentities(database.application());
  private final PostgresAuthorisations authorisations =
      new PostgresAuthorisations(database.application(), identities);
  private final SiteId site = rows.site("APPROVED");
  private final DeviceId device = rows.device(site, lfdi("factory"));
  private final DeviceId neighbour = rows.device(site);
  private final Target ofSite = new Target.OfSite(site);
  private final Target ofDevice = new Target.OfDevice(device);

  @Test
  void suspendsBringsBackAndRetiresASiteWithItsHardware() {
    assertThat(sites.find(site)).get().extracting(Premises::devices).isEqualTo(2);
    assertThat(sites.take(Act.RESTORE, ofSite, NOW)).isFalse();

    assertThat(sites.take(Act.SUSPEND, ofSite, NOW)).isTrue();
    assertThat(sites.take(Act.SUSPEND, ofSite, NOW)).isFalse();
    assertThat(state()).isEqualTo(SiteState.SUSPENDED);
    assertThat(sites.take(Act.RESTORE, ofSite, NOW)).isTrue();
    assertThat(state()).isEqualTo(SiteState.APPROVED);
    assertThat(sites.take(Act.WITHDRAW, ofSite, NOW)).isTrue();

    assertThat(state()).isEqualTo(SiteState.RETIRED);
    assertThat(sites.find(site)).get().extracting(Premises::devices).isEqualTo(0);
    assertThat(identities.holderOf(device)).get().matches(holder -> !holder.current());
    assertThat(sites.take(Act.RESTORE, ofSite, NOW)).isFalse();
    assertThat(authorisations.since(Cursor.START, 100).changes())
        .containsExactly(
            new Change.OfSite(site, false, NOW),
            new Change.OfSite(site, false, NOW),
            new Change.OfSite(site, false, NOW));
  }

  @Test
  void retiresNoSiteThatWasNeverApproved() {
    SiteId waiting = rows.site("SUBMITTED");

    assertThat(sites.take(Act.WITHDRAW, new Target.OfSite(waiting), NOW)).isFalse();
    assertThat(sites.take(Act.SUSPEND, new Target.OfSite(waiting), NOW)).isFalse();
  }

  @Test
  void suspendsBringsBackAndRetiresOneDevice() {
    assertThat(sites.take(Act.SUSPEND, ofDevice, NOW)).isTrue();
    assertThat(sites.take(Act.SUSPEND, ofDevice, NOW)).isFalse();
    assertThat(identities.holderOf(lfdi("factory"))).get().matches(Holder::suspended);
    assertThat(identities.holderOf(neighbour)).get().matches(Holder::isLetIn);
    assertThat(changes()).containsExactly(device + " out");

    assertThat(sites.take(Act.RESTORE, ofDevice, NOW)).isTrue();
    assertThat(identities.holderOf(device)).get().matches(Holder::isLetIn);
    assertThat(sites.take(Act.WITHDRAW, ofDevice, NOW)).isTrue();
    assertThat(sites.take(Act.WITHDRAW, ofDevice, NOW)).isFalse();

    assertThat(sites.find(site)).get().extracting(Premises::devices).isEqualTo(1);
    assertThat(changes()).hasSize(3);
  }

  @Test
  void findsTheCertificatesThatCanStillBeShown() {
    SerialNumber good = rows.certificate(device, lfdi("good"), NOW);
    SerialNumber held = rows.certificate(device, lfdi("held"), NOW);
    rows.step(held, 1, 6);
    SerialNumber revoked = rows.certificate(device, lfdi("revoked"), NOW);
    rows.step(revoked, 1, 6);
    rows.step(revoked, 2, 1);
    rows.certificate(device, lfdi("expired"), NOW, NOW, 1);
    SerialNumber other = rows.certificate(neighbour, lfdi("other"), NOW);

    assertThat(sites.certificatesOf(ofDevice, NOW)).containsExactly(good, held);
    assertThat(sites.certificatesOf(ofSite, NOW)).containsExactly(good, held, other);
    assertThat(identities.at(site))
        .extracting(Identity::lfdi)
        .contains(lfdi("factory"), lfdi("good"), lfdi("other"));
  }

  @Test
  void remembersWhatTheLastSuspensionHasHeld() {
    SerialNumber first = rows.certificate(device, lfdi("first"), NOW);
    SerialNumber second = rows.certificate(device, lfdi("second"), NOW);
    sites.remember(taken(1, ofSite), List.of(first));
    sites.remember(taken(2, ofSite), List.of(second));
    sites.remember(taken(3, ofDevice), List.of(first, second));

    assertThat(sites.heldWith(ofSite)).containsExactly(second);
    assertThat(sites.heldWith(ofDevice)).containsExactly(first, second);
    assertThat(sites.heldWith(new Target.OfDevice(neighbour))).isEmpty();
  }

  @Test
  void keepsMeasuresAboutSitesAndDevices() {
    taken(1, ofSite);
    taken(2, ofDevice);

    assertThat(measures.about(ofSite))
        .singleElement()
        .extracting(Measure::target)
        .isEqualTo(ofSite);
    assertThat(measures.about(ofDevice))
        .singleElement()
        .extracting(Measure::target)
        .isEqualTo(ofDevice);
  }

  private UUID taken(int number, Target target) {
    var measure =
        new Measure(
            new UUID(number, 0),
            target,
            Act.SUSPEND,
            "lost",
            NOW,
            List.of(new Agreement("first", Set.of("operator"), NOW)),
            Optional.empty());
    measures.add(measure);
    measures.end(measure.id(), new End(Outcome.TAKEN, "first", NOW));
    return measure.id();
  }

  private SiteState state() {
    return sites.find(site).orElseThrow().state();
  }

  private List<String> changes() {
    return authorisations.since(Cursor.START, 100).changes().stream()
        .map(Change.OfDevice.class::cast)
        .map(change -> change.device() + (change.letIn() ? " in" : " out"))
        .toList();
  }
}
