package org.gridseal.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;

/// A part of a whole, 0 to 1.
public record Share(BigDecimal part) {
  private static final Pattern TEXT = Pattern.compile("\\d{1,2}(\\.\\d{1,3})? ?%");
  private static final int PERCENT_DIGITS = 2;

  /// Reads a percentage: `0.5 %`.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  @JsonCreator
  public static Share fromString(String text) {
    if (!TEXT.matcher(text).matches()) {
      throw new IllegalArgumentException("not a percentage below 100, such as 0.5 %");
    }
    String number = text.substring(0, text.length() - 1).strip();
    return new Share(new BigDecimal(number).movePointLeft(PERCENT_DIGITS));
  }

  Duration of(Duration whole) {
    return Duration.ofNanos(part.multiply(BigDecimal.valueOf(whole.toNanos())).longValue());
  }

  @Override
  public String toString() {
    return part.movePointRight(PERCENT_DIGITS).stripTrailingZeros().toPlainString() + " %";
  }
}
