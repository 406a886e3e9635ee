package org.gridseal.site;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The LFDI of a device that an aggregator speaks for and that has no certificate of its own: 128
/// bits of the aggregator's choice, then its IANA private enterprise number in 32 bits; 32 and 8
/// hexadecimal digits (the convention of CSIP-AUS utilities, docs/decisions/0033).
///
/// It looks like any other LFDI, and proves nothing: only its aggregator's certificate does.
///
/// @param lfdi whose last four octets are an enterprise number
public record VirtualLfdi(Lfdi lfdi) {
  /// Octets of the aggregator's choice.
  public static final int CHOSEN = 16;

  /// The greatest private enterprise number that fits (RFC 9371 §2.1 allows 2^32 - 1).
  private static final long MAXIMUM = 0xFFFF_FFFFL;

  public VirtualLfdi {
    if (enterpriseOf(lfdi) == 0) {
      throw new IllegalArgumentException("the enterprise number 0 is reserved");
    }
  }

  /// @param chosen 16 octets
  /// @throws IllegalArgumentException if they are not 16, or the number is no enterprise's
  public static VirtualLfdi of(byte[] chosen, long enterpriseNumber) {
    if (chosen.length != CHOSEN) {
      throw new IllegalArgumentException("a virtual LFDI begins with 16 octets");
    }
    if (enterpriseNumber < 1 || enterpriseNumber > MAXIMUM) {
      throw new IllegalArgumentException("an enterprise number has up to 32 bits");
    }
    byte[] octets =
        ByteBuffer.allocate(Lfdi.LENGTH).put(chosen).putInt((int) enterpriseNumber).array();
    return new VirtualLfdi(Lfdi.of(octets));
  }

  /// Reads 40 hexadecimal digits, as [Lfdi#fromString] does.
  ///
  /// @throws IllegalArgumentException if there are not 40 digits, or the last eight are 0
  public static VirtualLfdi fromString(String text) {
    return new VirtualLfdi(Lfdi.fromString(text));
  }

  /// The IANA private enterprise number of the aggregator.
  public long enterpriseNumber() {
    return enterpriseOf(lfdi);
  }

  private static long enterpriseOf(Lfdi lfdi) {
    byte[] octets = lfdi.bytes();
    return Integer.toUnsignedLong(
        ByteBuffer.wrap(Arrays.copyOfRange(octets, CHOSEN, octets.length)).getInt());
  }

  /// 40 upper-case hexadecimal digits.
  @Override
  public String toString() {
    return lfdi.toString();
  }
}
