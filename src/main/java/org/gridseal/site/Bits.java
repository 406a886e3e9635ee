package org.gridseal.site;

import java.util.HexFormat;
import java.util.Locale;

/// Up to 32 bits, counted from 0 at the lowest (IEEE 2030.5-2018, `HexBinary8` to `HexBinary32`).
public record Bits(long value) {
  public Bits {
    if (value < 0 || value > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("more than 32 bits");
    }
  }

  /// Reads 1 to 8 hexadecimal digits.
  ///
  /// @throws IllegalArgumentException if they are fewer, more or no digits
  public static Bits fromHex(String digits) {
    if (digits.isEmpty() || digits.length() > 8) {
      throw new IllegalArgumentException("give 1 to 8 hexadecimal digits");
    }
    return new Bits(HexFormat.fromHexDigitsToLong(digits));
  }

  /// Whether no bit above the given one is set.
  public boolean reachNoFurtherThan(int highest) {
    return value >>> (highest + 1) == 0;
  }

  /// Upper-case hexadecimal digits, as few as needed but an even number of them.
  @Override
  public String toString() {
    String digits = Long.toHexString(value).toUpperCase(Locale.ROOT);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }
}
