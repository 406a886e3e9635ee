package org.gridseal.site;

import java.util.regex.Pattern;

/// The registration PIN of a device: five digits and a check digit (IEEE 2030.5-2018 §6.3.5).
///
/// A secret, if a short one: its text form hides it, and only [PinVerifier] is ever stored.
public record Pin(int value) {
  private static final Pattern SHAPE = Pattern.compile("\\d{6}");

  public Pin {
    if (value < 0 || value > 999_999) {
      throw new IllegalArgumentException("a PIN has six digits");
    }
    if (!CheckDigit.holds(value)) {
      throw new IllegalArgumentException("the check digit of the PIN is wrong");
    }
  }

  /// Adds the check digit to five digits.
  ///
  /// @param base 0 to 99999
  public static Pin of(int base) {
    return new Pin(Math.toIntExact(CheckDigit.append(base)));
  }

  /// Reads six digits; leading zeros count.
  ///
  /// @throws IllegalArgumentException if the shape or the check digit is wrong
  public static Pin fromString(String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("a PIN has six digits");
    }
    return new Pin(Integer.parseInt(text));
  }

  /// All six digits, for the one time it is shown.
  public String reveal() {
    String digits = Integer.toString(value);
    return "0".repeat(6 - digits.length()) + digits;
  }

  @Override
  public String toString() {
    return "Pin[hidden]";
  }
}
