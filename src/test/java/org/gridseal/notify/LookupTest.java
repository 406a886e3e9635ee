package org.gridseal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.network.AddressRange;
import org.gridseal.notify.Lookup.Found;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LookupTest {
  private static final String HOST = "receiver.example";
  private static final Found BLOCKED =
      new Found.Nowhere("blocked: the address is not of the public internet");

  private static Lookup lookup(HttpsCourier.Names names, String... allowed) {
    List<AddressRange> networks = Stream.of(allowed).map(AddressRange::parse).toList();
    return new Lookup(names, Runnable::run, new Addresses(networks));
  }

  private static HttpsCourier.Names having(String... addresses) {
    return _ -> Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  @Test
  void givesTheFirstOfPublicAddresses() {
    assertThat(lookup(having("93.184.215.14", "2606:2800:21f::1")).find(HOST))
        .isEqualTo(new Found.At(InetAddress.ofLiteral("93.184.215.14")));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "fd00::1"})
  void leadsToNothingInside(String address) {
    assertThat(lookup(having(address)).find(HOST)).isEqualTo(BLOCKED);
  }

  @Test
  void leadsNowhereWhenOneAddressIsInside() {
    assertThat(lookup(having("93.184.215.14", "127.0.0.1")).find(HOST)).isEqualTo(BLOCKED);
  }

  @Test
  void leadsIntoTheNetworksThatWereNamed() {
    assertThat(lookup(having("10.20.1.1"), "10.20.0.0/16").find(HOST))
        .isEqualTo(new Found.At(InetAddress.ofLiteral("10.20.1.1")));
    assertThat(lookup(having("10.21.1.1"), "10.20.0.0/16").find(HOST)).isEqualTo(BLOCKED);
  }

  @Test
  void saysWhenANameHasNoAddress() {
    Lookup lookup =
        lookup(
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(lookup.find(HOST)).isEqualTo(new Found.Nowhere("the name has no address"));
  }

  @Test
  void saysWhenALookupBreaks() {
    Lookup lookup =
        lookup(
            host -> {
              throw new IllegalStateException(host);
            });

    assertThat(lookup.find(HOST)).isEqualTo(new Found.Nowhere("the name cannot be looked up"));
  }
}
