package org.gridseal.authority;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A certificate's serial number: positive, at most 20 octets (RFC 5280 §4.1.2.2).
///
/// Its text form is lower-case hexadecimal without separators, two digits an octet.
public record SerialNumber(BigInteger value) {
  private static final int MAXIMUM_BITS = 20 * Byte.SIZE - 1;

  /// What we draw: 16 octets of a positive ASN.1 integer.
  private static final int DRAWN_BITS = 16 * Byte.SIZE - 1;

  /// Bits that say which part of a divided list a certificate is on: 4,096 parts at most.
  public static final int BUCKET_BITS = 12;

  public SerialNumber {
    if (value.signum() <= 0 || value.bitLength() > MAXIMUM_BITS) {
      throw new IllegalArgumentException("serial number is not positive or over 20 octets");
    }
  }

  /// Draws 127 random bits, of which one is fixed: far over the 64 that keep a signed content
  /// unpredictable, and four octets less than there might be in each place that names a
  /// certificate, on the wire, in lists, in the register and in the log.
  public static SerialNumber drawnFrom(SecureRandom chance) {
    // Zero is no serial number; the bit makes it impossible and costs nothing that matters.
    return new SerialNumber(new BigInteger(DRAWN_BITS, chance).setBit(0));
  }

  /// @return empty for a number that no certificate can have
  public static Optional<SerialNumber> of(BigInteger value) {
    return value.signum() > 0 && value.bitLength() <= MAXIMUM_BITS
        ? Optional.of(new SerialNumber(value))
        : Optional.empty();
  }

  /// Reads hexadecimal digits of either case.
  ///
  /// @throws IllegalArgumentException if the text is anything else, or out of range
  public static SerialNumber fromString(String text) {
    if (text.isEmpty() || text.length() > 40 || !text.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException("serial number is not 1 to 40 hexadecimal digits");
    }
    return new SerialNumber(new BigInteger(text, 16));
  }

  /// Reads what [#octets] gives.
  ///
  /// @throws IllegalArgumentException if the number is out of range
  public static SerialNumber ofOctets(byte[] octets) {
    return new SerialNumber(new BigInteger(octets));
  }

  /// The content octets of the ASN.1 INTEGER, 1 to 20, the most significant first.
  public byte[] octets() {
    return value.toByteArray();
  }

  /// The last 12 bits before the very last, 0 to 4,095: as random as the number is, however long.
  public int bucket() {
    return value.shiftRight(1).intValue() & ((1 << BUCKET_BITS) - 1);
  }

  @Override
  public String toString() {
    String digits = value.toString(16).toLowerCase(Locale.ROOT);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }
}
