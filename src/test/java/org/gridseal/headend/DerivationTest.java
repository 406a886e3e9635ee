package org.gridseal.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.headend.HeadEndFixture.OVERLAP;
import static org.gridseal.headend.HeadEndFixture.START;
import static org.gridseal.testing.RegisterRows.lfdi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.headend.Change.Kind;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private final HeadEndFixture utility = new HeadEndFixture();
  private final SiteId site = utility.rows.site("APPROVED");
  private final DeviceId device = utility.rows.device(site);

  @Test
  void tellsOfAFirstCertificateAndOfItsRenewal() {
    SerialNumber first = utility.issue(site, device, lfdi("first"), START);
    SerialNumber second = utility.issue(site, device, lfdi("second"), START.plusSeconds(60));

    utility.tell(START);

    assertThat(utility.all()).map(Change::kind).containsExactly(Kind.AUTHORISED, Kind.RENEWED);
    Change authorised = utility.all().getFirst();
    assertThat(authorised.lfdi()).isEqualTo(lfdi("first"));
    assertThat(authorised.serialNumber()).contains(first);
    assertThat(authorised.device()).isEqualTo(device);
    assertThat(authorised.site()).isEqualTo(site);
    Change renewed = utility.all().getLast();
    assertThat(renewed.lfdi()).isEqualTo(lfdi("second"));
    assertThat(renewed.serialNumber()).contains(second);
    assertThat(renewed.predecessor()).contains(lfdi("first"));
    assertThat(renewed.overlapUntil()).contains(START.plusSeconds(60).plus(OVERLAP));
  }

  @Test
  void tellsOfTheEndOfAnOverlapOnceItIsThere() {
    utility.issue(site, device, lfdi("first"), START);
    utility.issue(site, device, lfdi("second"), START);
    Instant end = START.plus(OVERLAP);

    utility.tell(end.minusMillis(1));
    assertThat(utility.all()).hasSize(2);
    utility.tell(end);
    utility.tell(end.plusSeconds(1));

    assertThat(utility.all()).hasSize(3);
    Change ended = utility.all().getLast();
    assertThat(ended.kind()).isEqualTo(Kind.OVERLAP_ENDED);
    assertThat(ended.at()).isEqualTo(end);
    assertThat(ended.lfdi()).isEqualTo(lfdi("first"));
    assertThat(ended.successor()).contains(lfdi("second"));
  }

  @Test
  void tellsOfTheIdentitiesThatAnApprovedSiteWasRegisteredWith() {
    DeviceId born = utility.rows.device(site, lfdi("factory"));
    utility.record(new Event.SiteApproved(site, Hash.ofEmptyTree()));
    utility.issue(site, born, lfdi("first"), START);

    utility.tell(START);

    assertThat(utility.all()).map(Change::kind).containsExactly(Kind.AUTHORISED, Kind.RENEWED);
    assertThat(utility.all().getLast().predecessor()).contains(lfdi("factory"));
  }

  @Test
  void saysNothingOfASiteThatWaits() {
    SiteId waiting = utility.rows.site("SUBMITTED");
    DeviceId managed = utility.rows.device(waiting, lfdi("factory"));
    utility.record(new Event.VirtualIdentityAssigned(waiting, managed));

    utility.tell(START);

    assertThat(utility.all()).isEmpty();
  }

  @Test
  void tellsOfAnIdentityOnceThatWasGivenAndApproved() {
    DeviceId born = utility.rows.device(site, lfdi("factory"));
    utility.record(new Event.VirtualIdentityAssigned(site, born));
    utility.record(new Event.SiteApproved(site, Hash.ofEmptyTree()));
    utility.tell(START);
    utility.record(new Event.SiteApproved(site, Hash.ofEmptyTree()));

    utility.tell(START);

    assertThat(utility.all()).map(Change::kind).containsExactly(Kind.AUTHORISED);
  }

  @Test
  void tellsOfARevocationWithItsReason() {
    SerialNumber first = utility.issue(site, device, lfdi("first"), START);
    utility.record(new Event.CertificateRevoked(site, first, RevocationReason.keyCompromise));

    utility.tell(START);

    Change revoked = utility.all().getLast();
    assertThat(revoked.kind()).isEqualTo(Kind.REVOKED);
    assertThat(revoked.lfdi()).isEqualTo(lfdi("first"));
    assertThat(revoked.reason()).contains("keyCompromise");
  }

  @Test
  void tellsOfAHoldAndOfItsEnd() {
    SerialNumber first = utility.issue(site, device, lfdi("first"), START);
    utility.rows.step(first, 1, 6);
    utility.record(new Event.CertificateHeld(site, first));
    utility.tell(START);
    utility.rows.step(first, 2, 8);
    utility.record(new Event.CertificateReleased(site, first));

    utility.tell(START);

    assertThat(utility.all())
        .map(Change::kind)
        .containsExactly(Kind.AUTHORISED, Kind.SUSPENDED, Kind.RESTORED);
  }

  @Test
  void tellsOfWhatPeopleDecided() {
    DeviceId born = utility.rows.device(site, lfdi("factory"));
    decide(born, 1, "DENIED");
    decide(born, 2, "SUSPENDED");
    decide(born, 3, "ALLOWED");

    utility.tell(START);

    assertThat(utility.all())
        .map(Change::kind)
        .containsExactly(Kind.DENIED, Kind.SUSPENDED, Kind.RESTORED);
    assertThat(utility.all())
        .allSatisfy(
            change -> {
              assertThat(change.lfdi()).isEqualTo(lfdi("factory"));
              assertThat(change.device()).isEqualTo(born);
              assertThat(change.reason()).contains("stolen");
            });
  }

  @Test
  void restoresNobodyWhomSomethingElseKeepsOut() {
    SerialNumber first = utility.issue(site, device, lfdi("first"), START);
    utility.rows.step(first, 1, 6);
    utility.record(new Event.CertificateHeld(site, first));
    UUID allowed = utility.rows.decision(lfdi("first"), 1, "ALLOWED");
    utility.record(decided(device, allowed, "ALLOWED"));

    utility.tell(START);

    assertThat(utility.all()).map(Change::kind).containsExactly(Kind.AUTHORISED, Kind.SUSPENDED);
  }

  @Test
  void tellsOfASiteThatIsSuspendedBroughtBackAndRetired() {
    utility.rows.device(site, lfdi("factory"));
    utility.rows.device(site, lfdi("denied"));
    utility.rows.decision(lfdi("denied"), 1, "DENIED");
    SerialNumber held = utility.issue(site, device, lfdi("held"), START);
    utility.tell(START);

    become("SUSPENDED");
    utility.rows.step(held, 1, 6);
    utility.record(new Event.CertificateHeld(site, held));
    utility.tell(START);
    become("APPROVED");
    utility.rows.step(held, 2, 8);
    utility.record(new Event.CertificateReleased(site, held));
    utility.tell(START);
    utility.rows.write("UPDATE device SET released = true");
    become("RETIRED");
    utility.rows.step(held, 3, 5);
    utility.record(new Event.CertificateRevoked(site, held, RevocationReason.cessationOfOperation));
    utility.tell(START);

    assertThat(utility.all())
        .extracting(change -> change.kind() + " " + nameOf(change.lfdi()))
        .containsExactly(
            "AUTHORISED held",
            "SUSPENDED factory",
            "SUSPENDED held",
            "RESTORED factory",
            "RESTORED held",
            "RETIRED factory",
            "REVOKED held");
  }

  @Test
  void tellsOfADeviceThatIsSuspendedAndStaysSoWhenItsSiteComesBack() {
    DeviceId lost = utility.rows.device(site, lfdi("factory"));
    utility.rows.device(site, lfdi("neighbour"));
    utility.rows.write("UPDATE device SET suspended = true WHERE id = '" + lost + "'");
    utility.record(new Event.DeviceDecided(site, lost, new UUID(0, 1), "SUSPENDED", "lost"));
    utility.tell(START);
    become("SUSPENDED");
    utility.tell(START);
    become("APPROVED");
    utility.tell(START);

    assertThat(utility.all())
        .extracting(change -> change.kind() + " " + nameOf(change.lfdi()))
        .containsExactly("SUSPENDED factory", "SUSPENDED neighbour", "RESTORED neighbour");
  }

  @Test
  void retiresNoIdentityThatAnotherSiteHasByNow() {
    utility.rows.device(site, lfdi("factory"));
    utility.rows.write("UPDATE device SET released = true");
    utility.rows.device(utility.rows.site("APPROVED"), lfdi("factory"));
    become("RETIRED");

    utility.tell(START);

    assertThat(utility.all()).isEmpty();
  }

  private void become(String state) {
    utility.rows.write("UPDATE site SET state = '%s' WHERE id = '%s'".formatted(state, site));
    utility.record(new Event.SiteDecided(site, new UUID(0, 2), state, "outOfService"));
  }

  private static String nameOf(Lfdi of) {
    return Stream.of("factory", "denied", "held", "neighbour")
        .filter(name -> lfdi(name).equals(of))
        .findFirst()
        .orElseThrow();
  }

  private void decide(DeviceId of, int step, String state) {
    UUID measure = utility.rows.decision(lfdi("factory"), step, state);
    utility.record(decided(of, measure, state));
  }

  private Event decided(DeviceId of, UUID measure, String state) {
    return new Event.LfdiDecided(site, of, Hash.ofEmptyTree(), measure, state, "stolen");
  }

  @Test
  void keepsNothingOfAPieceThatFails() {
    utility.issue(site, device, lfdi("first"), START);
    utility.place();

    assertThatThrownBy(
            () ->
                utility.inTransaction(
                    () -> {
                      utility.derivation.step(START);
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(utility.all()).isEmpty();
    utility.tell(START);

    assertThat(utility.all()).map(Change::place).containsExactly(1L);
  }

  /// Several replicas look at the same moment; each certificate is told once, without gaps.
  @Test
  void tellsEachEventOnceHoweverManyReplicasLook() throws Exception {
    for (int i = 0; i < 600; i++) {
      utility.issue(site, utility.rows.device(site), lfdi(i), START);
    }
    utility.place();

    List<Callable<Boolean>> replicas = new ArrayList<>();
    for (int replica = 0; replica < 4; replica++) {
      replicas.add(
          () -> {
            while (utility.changes.last() < 600) {
              utility.step(START);
            }
            return true;
          });
    }
    try (ExecutorService executor = Executors.newFixedThreadPool(replicas.size())) {
      for (var done : executor.invokeAll(replicas)) {
        assertThat(done.get()).isTrue();
      }
    }

    assertThat(utility.all())
        .map(Change::place)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 600).boxed().toList());
    assertThat(utility.all()).map(Change::lfdi).doesNotHaveDuplicates();
  }
}
