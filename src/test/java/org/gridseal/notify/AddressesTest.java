package org.gridseal.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.gridseal.network.AddressRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  private final Addresses addresses = new Addresses(List.of());

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:0:4136:e378::1",
        "2001:db8::1"
      })
  void refusesWhatIsInside(String address) {
    assertThat(addresses.isAllowed(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.255.255",
        "172.32.0.0",
        "100.128.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void allowsThePublicInternet(String address) {
    assertThat(addresses.isAllowed(InetAddress.ofLiteral(address))).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"10.20.0.0/16", "10.20.30.0/23", "10.20.30.40/32", "0.0.0.0/0"})
  void allowsNetworksThatTheOperatorNames(String network) {
    var named = new Addresses(List.of(AddressRange.parse(network)));

    assertThat(named.isAllowed(InetAddress.ofLiteral("10.20.30.40"))).isTrue();
    assertThat(named.isAllowed(InetAddress.ofLiteral("::1"))).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"10.20.31.0/24", "10.20.30.41/32", "fd00::/8"})
  void allowsNothingBesideThem(String network) {
    var named = new Addresses(List.of(AddressRange.parse(network)));

    assertThat(named.isAllowed(InetAddress.ofLiteral("10.20.30.40"))).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/-1", "example.org/8", "::/129", "/8"})
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> AddressRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
