package org.gridseal.status;

import java.net.InetAddress;
import java.util.Arrays;

/// Somebody who asks, by address. All of one IPv6 network of 64 bits are one, because whoever has
/// one address there has all (RFC 4291 §2.5.1).
///
/// @param octets of the address, which tell the two kinds apart
/// @param network what of it counts
record Peer(int octets, long network) {
  private static final int NETWORK_OCTETS = 8;

  static Peer of(InetAddress address) {
    byte[] octets = address.getAddress();
    int counting = octets.length == 4 ? 4 : NETWORK_OCTETS;
    long network = 0;
    for (byte octet : Arrays.copyOf(octets, counting)) {
      network = (network << Byte.SIZE) | (octet & 0xff);
    }
    return new Peer(octets.length, network);
  }
}
