package org.gridseal.notify;

import java.net.InetAddress;
import java.util.List;
import org.gridseal.network.AddressRange;

/// Which addresses messages may go to: those of the public internet, and the networks that the
/// operator names. Everything else is inside, and a URL that somebody typed must not lead there
/// (OWASP, Server-Side Request Forgery).
final class Addresses {
  /// Blocks that are not for the public internet (IANA special-purpose address registries of IPv4
  /// and IPv6), and those of IPv6 that stand for an address of IPv4, which may be any.
  private static final List<AddressRange> SPECIAL =
      List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.31.196.0/24",
              "192.52.193.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "192.175.48.0/24",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "2620:4f:8000::/48",
              "3fff::/20")
          .stream()
          .map(AddressRange::parse)
          .toList();

  /// All of IPv6 that is given out as unicast (RFC 4291 §2.4).
  private static final AddressRange UNICAST = AddressRange.parse("2000::/3");

  private static final int OCTETS_OF_IPV4 = 4;

  private final List<AddressRange> named;

  /// @param named networks that are allowed although they are inside
  Addresses(List<AddressRange> named) {
    this.named = List.copyOf(named);
  }

  boolean isAllowed(InetAddress address) {
    return isPublic(address) || named.stream().anyMatch(network -> network.contains(address));
  }

  private static boolean isPublic(InetAddress address) {
    return SPECIAL.stream().noneMatch(network -> network.contains(address))
        && (address.getAddress().length == OCTETS_OF_IPV4 || UNICAST.contains(address));
  }
}
