package org.gridseal.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many of all requests are served.
///
/// @param perMyriad hundredths of a percent, 0 to 10,000
public record Availability(int perMyriad) implements Comparable<Availability> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?) ?%");
  private static final int ALL = 10_000;

  public Availability {
    if (perMyriad < 0 || perMyriad > ALL) {
      throw new IllegalArgumentException("an availability is 0 % to 100 %");
    }
  }

  /// Reads `99.95 %`.
  ///
  /// @throws IllegalArgumentException if it is none
  @JsonCreator
  public static Availability fromString(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("an availability is a number of percent, as in 99.95 %");
    }
    return new Availability(new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact());
  }

  /// Whether so many of all are at least that; nothing asked for is all served.
  public boolean isReached(long served, long all) {
    return Math.multiplyExact(served, ALL) >= Math.multiplyExact(all, perMyriad);
  }

  @Override
  public int compareTo(Availability other) {
    return Integer.compare(perMyriad, other.perMyriad);
  }

  @Override
  @JsonValue
  public String toString() {
    return BigDecimal.valueOf(perMyriad, 2).stripTrailingZeros().toPlainString() + " %";
  }
}
