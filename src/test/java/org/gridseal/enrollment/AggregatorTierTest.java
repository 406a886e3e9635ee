package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Tier;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.HardwareSerial;
import org.gridseal.site.SiteId;
import org.gridseal.site.Voltage;
import org.gridseal.testing.InMemoryDevices;
import org.junit.jupiter.api.Test;

/// The tier of an aggregator, which is that of what it manages when it is asked for.
class AggregatorTierTest {
  private static final SiteId OFFICE = new SiteId(new UUID(0, 1));
  private static final Connection HOME =
      Connection.atLowVoltage(ApparentPower.ofKilovoltAmperes(5));

  private final EnrollmentFixture utility = new EnrollmentFixture();
  private final InMemoryDevices devices = new InMemoryDevices();

  @Test
  void isTheThirdAtLeast() {
    assertThat(tier("csip-aggregator")).isEqualTo(Tier.T3);
    assertThat(tier("ieee2030.5-device")).isEqualTo(Tier.T1);
  }

  @Test
  void risesWithEachSiteThatComes() {
    devices.manages(OFFICE, Collections.nCopies(198, HOME));
    assertThat(tier("csip-aggregator")).isEqualTo(Tier.T3);

    // With its own office of 5 kVA, the 199th home makes a megavolt-ampere.
    devices.manages(OFFICE, Collections.nCopies(199, HOME));
    assertThat(tier("csip-aggregator")).isEqualTo(Tier.T4);

    devices.manages(OFFICE, Collections.nCopies(4_000, HOME));
    assertThat(tier("csip-aggregator")).isEqualTo(Tier.T5);
  }

  @Test
  void isNeverBelowThatOfItsLargestSite() {
    devices.manages(
        OFFICE,
        Stream.of(
                List.of(HOME),
                List.of(
                    new Connection(ApparentPower.ofKilovoltAmperes(5), Voltage.ofVolts(66_000))))
            .flatMap(List::stream)
            .toList());

    assertThat(tier("csip-aggregator")).isEqualTo(Tier.T5);
  }

  private Tier tier(String profile) {
    var device =
        new RegisteredDevice(
            new DeviceId(new UUID(0, 2)),
            OFFICE,
            new HardwareIdentity("1.3.6.1.4.1.99999.1", HardwareSerial.fromHex("01")),
            profile,
            RegisteredDevice.Standing.APPROVED,
            HOME);
    return utility.policies.policyFor(devices.applicantFor(device, utility.policies)).tier();
  }
}
