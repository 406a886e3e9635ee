package org.gridseal.site;

import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Apparent power in whole volt-amperes, never negative.
///
/// A site's size is the sum of its units' AC nameplate ratings (IEEE 2030.5-2018 `rtgMaxVA`): not
/// the DC rating of its panels, and not a limit on what it may export.
public record ApparentPower(long voltAmperes) implements Comparable<ApparentPower> {
  private static final long KILO = 1_000;
  private static final long MEGA = 1_000_000;

  private static final Pattern TEXT = Pattern.compile("(\\d{1,12}) ?(VA|kVA|MVA)");

  public ApparentPower {
    if (voltAmperes < 0) {
      throw new IllegalArgumentException("apparent power is negative: " + voltAmperes + " VA");
    }
  }

  public static ApparentPower ofKilovoltAmperes(long kilovoltAmperes) {
    return new ApparentPower(Math.multiplyExact(kilovoltAmperes, KILO));
  }

  /// Reads a whole number and its unit: `250 kVA`, `4600VA`, `20 MVA`.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  public static ApparentPower fromString(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a whole number of VA, kVA or MVA, such as 250 kVA");
    }
    long number = Long.parseLong(matcher.group(1));
    return new ApparentPower(
        switch (matcher.group(2)) {
          case "MVA" -> number * MEGA;
          case "kVA" -> number * KILO;
          default -> number;
        });
  }

  /// Adds up; nothing adds up to 0 VA.
  ///
  /// @throws ArithmeticException if the sum does not fit
  public static ApparentPower sum(Collection<ApparentPower> parts) {
    return new ApparentPower(
        parts.stream().mapToLong(ApparentPower::voltAmperes).reduce(0, Math::addExact));
  }

  @Override
  public int compareTo(ApparentPower other) {
    return Long.compare(voltAmperes, other.voltAmperes);
  }

  /// In kVA when that is a whole number, otherwise in VA: `250 kVA`, `4600 VA`.
  @Override
  public String toString() {
    return voltAmperes % KILO == 0 ? voltAmperes / KILO + " kVA" : voltAmperes + " VA";
  }
}
