package org.gridseal.site;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The short-form device identifier: the leftmost 36 bits of an LFDI in decimal, then a check digit
/// (IEEE 2030.5-2018 §6.3.4).
///
/// Too short to be unique (a collision is expected near 2^18 devices) and blind to swapped digits:
/// compare it with the LFDI, never look a device up by it alone.
///
/// @param value what goes over the wire: an integer without leading zeros, check digit included
public record Sfdi(long value) {
  /// 2^36 - 1 and its check digit. The maximum that the schema of 2018 states, 687194767359, has a
  /// wrong check digit.
  private static final long MAXIMUM = 687_194_767_357L;

  private static final Pattern SHAPE = Pattern.compile("\\d{1,12}|\\d{3}([ -]\\d{3}){3}");

  public Sfdi {
    if (value < 0 || value > MAXIMUM) {
      throw new IllegalArgumentException("an SFDI is at most 687194767357");
    }
    if (!CheckDigit.holds(value)) {
      throw new IllegalArgumentException("the check digit of the SFDI is wrong");
    }
  }

  public static Sfdi of(Lfdi lfdi) {
    // 36 bits are four and a half octets.
    byte[] head = Arrays.copyOf(lfdi.bytes(), 5);
    return new Sfdi(CheckDigit.append(new BigInteger(1, head).shiftRight(4).longValueExact()));
  }

  /// Reads up to 12 digits, or four groups of three with dashes or spaces between them.
  ///
  /// @throws IllegalArgumentException if the shape, the range or the check digit is wrong
  public static Sfdi fromString(String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("an SFDI has up to 12 digits");
    }
    return new Sfdi(Long.parseLong(text.replaceAll("[ -]", "")));
  }

  /// For people: 12 digits in four groups of three with dashes between them.
  public String display() {
    return toPadded().replaceAll("(.{3})(?!$)", "$1-");
  }

  /// The transport form.
  @Override
  public String toString() {
    return Long.toString(value);
  }

  private String toPadded() {
    return "0".repeat(12 - toString().length()) + this;
  }
}
