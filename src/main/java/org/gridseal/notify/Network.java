package org.gridseal.notify;

import java.net.InetAddress;
import java.util.Arrays;

/// A block of addresses, such as `10.20.0.0/16` or `fd00::/8` (RFC 4632, RFC 4291).
public final class Network {
  private final byte[] prefix;
  private final int bits;

  private Network(byte[] prefix, int bits) {
    this.prefix = prefix;
    this.bits = bits;
  }

  /// Reads an address and the length of the prefix.
  ///
  /// @throws IllegalArgumentException if it is anything else; names are not looked up
  public static Network of(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a network is an address, a slash and a length");
    }
    byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
    int bits = Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > address.length * Byte.SIZE) {
      throw new IllegalArgumentException("the length of a network's prefix is out of range");
    }
    return new Network(address, bits);
  }

  boolean holds(InetAddress address) {
    byte[] octets = address.getAddress();
    if (octets.length != prefix.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    return Arrays.equals(octets, 0, whole, prefix, 0, whole)
        && (rest == 0 || ((octets[whole] ^ prefix[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0);
  }
}
