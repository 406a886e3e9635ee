package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class CrowdTest {
  private final InetAddress one = address("192.0.2.1");
  private final InetAddress another = address("192.0.2.2");

  @Test
  void letsInAsManyAsThereIsRoomFor() {
    var crowd = new Crowd(2, 0);

    assertThat(crowd.enter(one)).isTrue();
    assertThat(crowd.enter(one)).isTrue();
    assertThat(crowd.enter(another)).isFalse();
    assertThat(crowd.size()).isEqualTo(2);
  }

  @Test
  void letsNoPeerTakeAllTheRoom() {
    var crowd = new Crowd(10, 1);

    assertThat(crowd.enter(one)).isTrue();
    assertThat(crowd.enter(one)).isFalse();
    assertThat(crowd.enter(another)).isTrue();
    assertThat(crowd.size()).isEqualTo(2);
  }

  @Test
  void hasRoomAgainWhenSomebodyLeaves() {
    var crowd = new Crowd(1, 1);
    crowd.enter(one);

    crowd.leave(one);

    assertThat(crowd.size()).isZero();
    assertThat(crowd.enter(another)).isTrue();
  }

  /// One household has 2^64 addresses.
  @Test
  void takesANetworkOfIpv6ForOnePeer() {
    var crowd = new Crowd(10, 1);

    assertThat(crowd.enter(address("2001:db8:0:1::1"))).isTrue();
    assertThat(crowd.enter(address("2001:db8:0:1::2"))).isFalse();
    assertThat(crowd.enter(address("2001:db8:0:2::1"))).isTrue();
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThatThrownBy(() -> new Crowd(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Crowd(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
