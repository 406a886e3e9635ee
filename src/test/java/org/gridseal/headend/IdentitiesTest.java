package org.gridseal.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.headend.HeadEndFixture.OVERLAP;
import static org.gridseal.headend.HeadEndFixture.START;
import static org.gridseal.testing.RegisterRows.lfdi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.testing.RegisterRows;
import org.junit.jupiter.api.Test;

class IdentitiesTest {
  private static final Instant LATER = START.plusSeconds(3600);
  private static final int MANY = 100_000;

  private final HeadEndFixture utility = new HeadEndFixture();
  private final Identities identities = new Identities(utility.database.application());
  private final SiteId site = utility.rows.site("APPROVED");
  private final DeviceId device = utility.rows.device(site);

  @Test
  void showsACertificateWithWhatTheRegisterHolds() {
    SerialNumber serialNumber = utility.issue(site, device, lfdi("first"), START);

    Identity identity = identities.find(lfdi("first"), LATER).orElseThrow();

    assertThat(identity.origin()).isEqualTo(Identity.Origin.CERTIFICATE);
    assertThat(identity.device()).contains(device);
    assertThat(identity.site()).contains(site);
    assertThat(identity.tier()).contains("T1");
    assertThat(identity.profile()).contains(RegisterRows.PROFILE);
    assertThat(identity.serialNumber()).contains(serialNumber);
    assertThat(identity.state()).isEqualTo(Identity.State.ALLOWED);
    assertThat(identity.pinRegistered()).isFalse();
    assertThat(identity.changedAt()).isEqualTo(START);
  }

  @Test
  void givesOutAllOfThemAPieceAtATime() {
    for (int number = 0; number < 2_500; number++) {
      utility.rows.device(site, lfdi(number));
    }
    List<Lfdi> seen = new ArrayList<>();

    assertThat(identities.each(Optional.empty(), 0, Long.MAX_VALUE, LATER, add(seen)))
        .isEqualTo(2_500);
    assertThat(seen).hasSize(2_500).isSortedAccordingTo(Comparator.comparing(Lfdi::toString));
    seen.clear();
    assertThat(identities.each(Optional.of(lfdi(999)), 1_000, 3, LATER, add(seen))).isEqualTo(3);
    assertThat(seen).containsExactly(lfdi(2000), lfdi(2001), lfdi(2002));
    assertThat(identities.each(Optional.empty(), 5_000, 10, LATER, add(seen))).isZero();
  }

  private static Consumer<Identity> add(List<Lfdi> seen) {
    return identity -> seen.add(identity.lfdi());
  }

  @Test
  void showsAnAggregatorsOwnCertificate() {
    utility.rows.write(
        "UPDATE aggregator SET lfdi = '%s', since = '%s'"
            .formatted(RegisterRows.octets(lfdi("fleet")), START));

    Identity fleet = identities.find(lfdi("fleet"), LATER).orElseThrow();

    assertThat(fleet.origin()).isEqualTo(Identity.Origin.AGGREGATOR);
    assertThat(fleet.managedBy()).contains(RegisterRows.AGGREGATOR);
    assertThat(fleet.device()).isEmpty();
    assertThat(fleet.changedAt()).isEqualTo(START);
    assertThat(identities.count(LATER)).isEqualTo(1);
    utility.rows.decision(lfdi("fleet"), 1, "DENIED");
    assertThat(state("fleet")).isEqualTo(Identity.State.DENIED);
    utility.rows.write("UPDATE aggregator SET active = false");
    assertThat(identities.find(lfdi("fleet"), LATER)).isEmpty();
  }

  @Test
  void showsADeviceThatIsSuspendedItself() {
    DeviceId born = utility.rows.device(site, lfdi("factory"));
    utility.rows.write("UPDATE device SET suspended = true WHERE id = '" + born + "'");

    assertThat(state("factory")).isEqualTo(Identity.State.SUSPENDED);
  }

  @Test
  void showsBothDuringTheOverlapAndTheSuccessorAloneAfterIt() {
    utility.issue(site, device, lfdi("first"), START);
    utility.issue(site, device, lfdi("second"), LATER);
    Instant end = LATER.plus(OVERLAP);

    assertThat(lfdis(end.minusMillis(1))).containsExactlyInAnyOrder(lfdi("first"), lfdi("second"));
    assertThat(lfdis(end)).containsExactly(lfdi("second"));
    Identity old = identities.find(lfdi("first"), LATER).orElseThrow();
    assertThat(old.successor()).contains(lfdi("second"));
    assertThat(old.overlapUntil()).contains(end);
    Identity young = identities.find(lfdi("second"), LATER).orElseThrow();
    assertThat(young.predecessor()).contains(lfdi("first"));
    assertThat(young.predecessorUntil()).contains(end);
  }

  @Test
  void leavesOutWhatExpiredOrWasRevoked() {
    utility.rows.certificate(device, lfdi("short"), START, LATER, 1);
    SerialNumber revoked = utility.issue(site, utility.rows.device(site), lfdi("bad"), START);
    utility.rows.step(revoked, 1, 1);

    assertThat(lfdis(LATER.minusMillis(1))).containsExactly(lfdi("short"));
    assertThat(lfdis(LATER)).isEmpty();
  }

  @Test
  void showsACertificateOnHoldAsSuspended() {
    SerialNumber held = utility.issue(site, device, lfdi("held"), START);
    utility.rows.step(held, 1, 6);

    Identity identity = identities.find(lfdi("held"), LATER).orElseThrow();

    assertThat(identity.state()).isEqualTo(Identity.State.SUSPENDED);
    assertThat(identity.isEnabled()).isFalse();

    utility.rows.step(held, 2, 8);
    assertThat(identities.find(lfdi("held"), LATER).orElseThrow().isEnabled()).isTrue();
  }

  @Test
  void showsWhatPeopleDecidedLast() {
    utility.issue(site, device, lfdi("ours"), START);

    utility.rows.decision(lfdi("ours"), 1, "DENIED");
    assertThat(state("ours")).isEqualTo(Identity.State.DENIED);
    utility.rows.decision(lfdi("ours"), 2, "SUSPENDED");
    assertThat(state("ours")).isEqualTo(Identity.State.SUSPENDED);
    utility.rows.decision(lfdi("ours"), 3, "ALLOWED");
    assertThat(state("ours")).isEqualTo(Identity.State.ALLOWED);
  }

  private Identity.State state(String name) {
    return identities.find(lfdi(name), LATER).orElseThrow().state();
  }

  @Test
  void showsWhomTheFactoryAndTheAggregatorVouchFor() {
    DeviceId born = utility.rows.device(site, lfdi("factory"));
    DeviceId managed = utility.rows.device(site);
    utility.rows.write(
        """
        UPDATE device SET managed_by = '%1$s' WHERE id = '%2$s';
        INSERT INTO virtual_identity VALUES ('%3$s', '%2$s', '%1$s', '%4$s', 'x')
        """
            .formatted(
                RegisterRows.AGGREGATOR, managed, RegisterRows.octets(lfdi("virtual")), START));

    assertThat(identities.find(lfdi("factory"), LATER).orElseThrow())
        .satisfies(
            identity -> {
              assertThat(identity.origin()).isEqualTo(Identity.Origin.FACTORY);
              assertThat(identity.device()).contains(born);
              assertThat(identity.notAfter()).isEmpty();
            });
    assertThat(identities.find(lfdi("virtual"), LATER).orElseThrow())
        .satisfies(
            identity -> {
              assertThat(identity.origin()).isEqualTo(Identity.Origin.VIRTUAL);
              assertThat(identity.managedBy()).contains(RegisterRows.AGGREGATOR);
            });
    assertThat(identities.count(LATER)).isEqualTo(2);
  }

  @Test
  void showsNobodyOfASiteThatIsNotApproved() {
    for (String state : List.of("SUBMITTED", "RETURNED", "REFUSED", "RETIRED")) {
      utility.rows.device(utility.rows.site(state), lfdi(state));
    }
    utility.rows.device(utility.rows.site("SUSPENDED"), lfdi("suspended"));

    List<Identity> page = identities.page(Optional.empty(), 100, LATER);

    assertThat(page).map(Identity::lfdi).containsExactly(lfdi("suspended"));
    assertThat(page).map(Identity::state).containsExactly(Identity.State.SUSPENDED);
  }

  /// Pages of a thousand, each held alone, and each found without reading those before it.
  @Test
  void givesAHundredThousandOnceEachInTheirOrder() {
    utility.rows.write(
        """
        INSERT INTO device (id, site_id, position, released, hw_type, hw_serial, profile, lfdi)
        SELECT md5('device' || n)::uuid, '%s', 0, false, '1.3.6.1.4.1.40732.3.1', int4send(n),
          'ieee2030.5-device', substr(sha256(int4send(n)), 1, 20)
        FROM generate_series(1, %d) AS n;
        ANALYZE device
        """
            .formatted(site, MANY));

    int read = 0;
    Optional<Lfdi> last = Optional.empty();
    List<Identity> page = identities.page(last, 1000, LATER);
    while (!page.isEmpty()) {
      for (Identity identity : page) {
        assertThat(last.map(Lfdi::toString).orElse("")).isLessThan(identity.lfdi().toString());
        last = Optional.of(identity.lfdi());
      }
      read += page.size();
      page = identities.page(last, 1000, LATER);
    }

    assertThat(read).isEqualTo(MANY);
    assertThat(identities.count(LATER)).isEqualTo(MANY);
  }

  @Test
  void findsWhatIsThereAndNothingElse() {
    List<Lfdi> some = new ArrayList<>();
    for (int number : List.of(0, 1, 255, 256, Integer.MAX_VALUE)) {
      some.add(lfdi(number));
      utility.issue(site, utility.rows.device(site), lfdi(number), START);
    }

    assertThat(some).allSatisfy(lfdi -> assertThat(identities.find(lfdi, LATER)).isPresent());
    assertThat(identities.find(lfdi(2), LATER)).isEmpty();
    assertThat(identities.find(Lfdi.of(new byte[Lfdi.LENGTH]), LATER)).isEmpty();
  }

  private List<Lfdi> lfdis(Instant at) {
    return identities.page(Optional.empty(), 100, at).stream().map(Identity::lfdi).toList();
  }
}
