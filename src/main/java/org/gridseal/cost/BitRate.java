package org.gridseal.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bits a second, at least one.
public record BitRate(long bitsPerSecond) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,6}) ?(kbit/s|Mbit/s)");
  private static final long NANOS = 1_000_000_000;

  public BitRate {
    if (bitsPerSecond < 1) {
      throw new IllegalArgumentException("a rate is not positive: " + bitsPerSecond + " bit/s");
    }
  }

  /// Reads a whole number and its unit: `300 kbit/s`, `10 Mbit/s`.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  @JsonCreator
  public static BitRate fromString(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a whole number of kbit/s or Mbit/s");
    }
    long number = Long.parseLong(matcher.group(1));
    return new BitRate(number * (matcher.group(2).equals("kbit/s") ? 1_000 : 1_000_000));
  }

  /// How long the wire is busy with this.
  Duration timeFor(DataVolume volume) {
    return Duration.ofNanos(volume.octets() * Byte.SIZE * NANOS / bitsPerSecond);
  }

  @Override
  public String toString() {
    return bitsPerSecond % 1_000_000 == 0
        ? bitsPerSecond / 1_000_000 + " Mbit/s"
        : bitsPerSecond / 1_000 + " kbit/s";
  }
}
