package org.gridseal.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks of addresses, of both versions of IP.
class AddressRangeTest {
  @ParameterizedTest(name = "{1} in {0}: {2}")
  @CsvSource({
    "10.20.0.0/16,     10.20.255.255,       true",
    "10.20.0.0/16,     10.21.0.0,           false",
    "10.20.0.0/16,     10.19.255.255,       false",
    "192.0.2.8/29,     192.0.2.15,          true",
    "192.0.2.8/29,     192.0.2.16,          false",
    "192.0.2.1,        192.0.2.1,           true",
    "192.0.2.1,        192.0.2.2,           false",
    "0.0.0.0/0,        203.0.113.77,        true",
    "0.0.0.0/0,        2001:db8::1,         false",
    "2001:db8:20::/44, 2001:db8:2f:ff::1,   true",
    "2001:db8:20::/44, 2001:db8:30::,       false",
    "::1,              ::1,                 true",
    "10.20.0.0/16,     ::ffff:10.20.3.4,    true"
  })
  void holdsItsAddresses(String range, String address, boolean held) {
    assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address))).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.20.0.1/16",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "2001:db8::1/64",
        "example/8",
        "1/x"
      })
  void isNothingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text));
  }
}
