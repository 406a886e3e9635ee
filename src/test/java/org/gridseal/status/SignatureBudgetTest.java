package org.gridseal.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.gridseal.testing.Authorities;
import org.junit.jupiter.api.Test;

class SignatureBudgetTest {
  private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.1");

  private Instant now = Authorities.NOW;
  private final SignatureBudget budget = new SignatureBudget(10, () -> now);

  @Test
  void givesAPeerASecondsWorthAtOnceAndThenAsMuchASecond() {
    assertThat(taken(PEER, 20)).isEqualTo(10);

    now = now.plus(Duration.ofMillis(500));
    assertThat(taken(PEER, 20)).isEqualTo(5);

    now = now.plus(Duration.ofHours(1));
    assertThat(taken(PEER, 20)).isEqualTo(10);
  }

  @Test
  void takesNothingFromOneForWhatAnotherDoes() {
    taken(PEER, 20);

    assertThat(taken(InetAddress.ofLiteral("192.0.2.2"), 20)).isEqualTo(10);
  }

  @Test
  void countsANetworkOfIpv6AsOne() {
    taken(InetAddress.ofLiteral("2001:db8::1"), 20);

    assertThat(taken(InetAddress.ofLiteral("2001:db8::2"), 20)).isZero();
    assertThat(taken(InetAddress.ofLiteral("2001:db8:0:1::1"), 20)).isEqualTo(10);
  }

  @Test
  void givesNothingForAClockThatIsSetBack() {
    taken(PEER, 20);

    now = now.minus(Duration.ofDays(1));
    assertThat(taken(PEER, 20)).isZero();

    now = now.plus(Duration.ofSeconds(1));
    assertThat(taken(PEER, 20)).isEqualTo(10);
  }

  private int taken(InetAddress peer, int wanted) {
    int taken = 0;
    for (int number = 0; number < wanted; number++) {
      taken += budget.take(peer) ? 1 : 0;
    }
    return taken;
  }
}
