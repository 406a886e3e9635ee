package org.gridseal.network;

import java.net.InetAddress;
import java.util.Arrays;

/// A block of IP addresses (RFC 4632, RFC 4291 §2.3).
///
/// @param bits of the network's address that all in it have in common
public record AddressRange(InetAddress network, int bits) {
  public AddressRange {
    byte[] octets = network.getAddress();
    if (bits < 0 || bits > octets.length * Byte.SIZE) {
      throw new IllegalArgumentException("an address has no " + bits + " bits");
    }
    if (!Arrays.equals(octets, masked(octets, bits))) {
      throw new IllegalArgumentException(
          "%s has bits beyond the first %d".formatted(network.getHostAddress(), bits));
    }
  }

  /// Reads `10.20.0.0/16`, `2001:db8::/32`, or one address.
  ///
  /// @throws IllegalArgumentException if it is none, or has bits beyond its prefix
  public static AddressRange parse(CharSequence text) {
    String[] parts = text.toString().strip().split("/", 2);
    InetAddress network = InetAddress.ofLiteral(parts[0]);
    return new AddressRange(
        network,
        parts.length == 1 ? network.getAddress().length * Byte.SIZE : Integer.parseInt(parts[1]));
  }

  /// Whether an address is in it; one of the other version of IP never is.
  public boolean contains(InetAddress address) {
    byte[] octets = address.getAddress();
    byte[] own = network.getAddress();
    return octets.length == own.length && Arrays.equals(masked(octets, bits), own);
  }

  private static byte[] masked(byte[] octets, int bits) {
    byte[] masked = octets.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      masked[i] &= (byte) (0xFF00 >> kept);
    }
    return masked;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + bits;
  }
}
