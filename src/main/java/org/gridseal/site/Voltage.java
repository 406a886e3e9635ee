package org.gridseal.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// RMS voltage in tenths of a volt, never negative; between phases where there are three.
///
/// Tenths, because protection settings and nameplates are that fine.
public record Voltage(long decivolts) implements Comparable<Voltage> {
  private static final long DECIVOLTS_PER_VOLT = 10;
  private static final long KILO = 1_000;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,12}) ?(V|kV)");

  public Voltage {
    if (decivolts < 0) {
      throw new IllegalArgumentException("voltage is negative: " + decivolts + " dV");
    }
  }

  public static Voltage ofVolts(long volts) {
    return new Voltage(Math.multiplyExact(volts, DECIVOLTS_PER_VOLT));
  }

  /// Reads a whole number and its unit: `400 V`, `60 kV`.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  public static Voltage fromString(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a whole number of V or kV, such as 60 kV");
    }
    long number = Long.parseLong(matcher.group(1));
    return ofVolts(matcher.group(2).equals("kV") ? number * KILO : number);
  }

  @Override
  public int compareTo(Voltage other) {
    return Long.compare(decivolts, other.decivolts);
  }

  /// In kV when that is a whole number, otherwise in V: `60 kV`, `230 V`, `253.5 V`.
  @Override
  public String toString() {
    if (decivolts % DECIVOLTS_PER_VOLT != 0) {
      return decivolts / DECIVOLTS_PER_VOLT + "." + decivolts % DECIVOLTS_PER_VOLT + " V";
    }
    long volts = decivolts / DECIVOLTS_PER_VOLT;
    return volts % KILO == 0 && volts > 0 ? volts / KILO + " kV" : volts + " V";
  }
}
