package org.gridseal.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.headend.HeadEndFixture.START;
import static org.gridseal.testing.RegisterRows.lfdi;

import java.util.List;
import java.util.Optional;
import org.gridseal.audit.Actor;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.VirtualIdentities.Result;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.gridseal.site.VirtualLfdi;
import org.gridseal.testing.RegisterRows;
import org.junit.jupiter.api.Test;

class VirtualIdentitiesTest {
  private static final long ENTERPRISE = 37250;
  private static final VirtualLfdi CHOSEN = VirtualLfdi.of(new byte[16], ENTERPRISE);

  private final HeadEndFixture utility = new HeadEndFixture();
  private final SiteId site = utility.rows.site("APPROVED");
  private final DeviceId device = managed();
  private final VirtualIdentities identities =
      new VirtualIdentities(
          utility.database.transactional(),
          utility.transactions,
          utility.log,
          () -> START,
          () -> new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16});

  @Test
  void givesADeviceWhatItsAggregatorChose() {
    assertThat(assign(device, Optional.of(CHOSEN))).isEqualTo(new Result.Assigned(CHOSEN));

    utility.tell(START);
    assertThat(utility.all()).map(Change::kind).containsExactly(Kind.AUTHORISED);
    assertThat(utility.all().getFirst().lfdi()).isEqualTo(CHOSEN.lfdi());
    assertThat(utility.all().getFirst().managedBy()).contains(RegisterRows.AGGREGATOR);
  }

  @Test
  void choosesByChanceWithTheAggregatorsNumber() {
    assertThat(assign(device, Optional.empty()))
        .isInstanceOfSatisfying(
            Result.Assigned.class,
            assigned ->
                assertThat(assigned.lfdi())
                    .hasToString("0102030405060708090A0B0C0D0E0F10" + "00009182"));
  }

  @Test
  void givesNoSecondOne() {
    assign(device, Optional.of(CHOSEN));

    assertThat(refusal(device, Optional.empty())).isEqualTo("lfdi-assigned-once");
  }

  @Test
  void givesNoneThatAnotherDeviceHas() {
    assign(device, Optional.of(CHOSEN));
    DeviceId factory = utility.rows.device(site, VirtualLfdi.of(new byte[16], 1).lfdi());
    assertThat(factory).isNotNull();

    assertThat(refusal(managed(), Optional.of(CHOSEN))).isEqualTo("lfdi-unused");
  }

  @Test
  void givesNoneOfAFactory() {
    utility.rows.device(site, CHOSEN.lfdi());

    assertThat(refusal(device, Optional.of(CHOSEN))).isEqualTo("lfdi-unused");
  }

  @Test
  void givesNoneOfAnotherAggregator() {
    assertThat(refusal(device, Optional.of(VirtualLfdi.of(new byte[16], 40732))))
        .isEqualTo("enterprise-number");
  }

  @Test
  void givesNoneToADeviceWithACertificate() {
    DeviceId born = managed();
    utility.rows.write(
        "UPDATE device SET lfdi = '%s' WHERE id = '%s'"
            .formatted(RegisterRows.octets(lfdi("factory")), born));
    utility.issue(site, device, lfdi("own"), START);

    assertThat(List.of(refusal(born, Optional.empty()), refusal(device, Optional.empty())))
        .containsOnly("no-certificate");
  }

  @Test
  void givesNoneToADeviceThatSpeaksForItself() {
    assertThat(refusal(utility.rows.device(site), Optional.empty())).isEqualTo("managed-by");
  }

  @Test
  void handsOverToACertificateLater() {
    assign(device, Optional.of(CHOSEN));

    utility.issue(site, device, lfdi("own"), START);

    utility.tell(START);
    assertThat(utility.all()).map(Change::kind).containsExactly(Kind.AUTHORISED, Kind.RENEWED);
    assertThat(utility.all().getLast().predecessor()).contains(CHOSEN.lfdi());
  }

  private DeviceId managed() {
    DeviceId made = utility.rows.device(site);
    utility.rows.write(
        "UPDATE device SET managed_by = '%s' WHERE id = '%s'"
            .formatted(RegisterRows.AGGREGATOR, made));
    return made;
  }

  private Result assign(DeviceId to, Optional<VirtualLfdi> wished) {
    return identities.assign(to, wished, Actor.GRIDSEAL);
  }

  private String refusal(DeviceId to, Optional<VirtualLfdi> wished) {
    return assign(to, wished) instanceof Result.Refused(var reason) ? reason.rule() : "none";
  }
}
