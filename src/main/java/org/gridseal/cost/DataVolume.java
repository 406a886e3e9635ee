package org.gridseal.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many octets, never negative. A kB is 1,000 octets and a MB 1,000,000, as those who bill mean
/// it unless they say otherwise.
public record DataVolume(long octets) implements Comparable<DataVolume> {
  public static final DataVolume NONE = new DataVolume(0);

  /// What a price is for.
  public static final DataVolume MEGABYTE = new DataVolume(1_000_000);

  private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) ?(B|kB|MB|GB)");

  public DataVolume {
    if (octets < 0) {
      throw new IllegalArgumentException("a volume is negative: " + octets + " octets");
    }
  }

  /// Reads a whole number and its unit: `20 MB`, `10 kB`.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  @JsonCreator
  public static DataVolume fromString(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a whole number of B, kB, MB or GB, such as 20 MB");
    }
    long number = Long.parseLong(matcher.group(1));
    return new DataVolume(
        switch (matcher.group(2)) {
          case "GB" -> number * 1_000_000_000;
          case "MB" -> number * 1_000_000;
          case "kB" -> number * 1_000;
          default -> number;
        });
  }

  public DataVolume plus(DataVolume other) {
    return new DataVolume(Math.addExact(octets, other.octets));
  }

  public DataVolume times(long count) {
    return new DataVolume(Math.multiplyExact(octets, count));
  }

  /// What this is in a month if it comes once in each of these periods, to the octet below.
  public DataVolume monthly(Duration period) {
    long seconds = period.toSeconds();
    return new DataVolume(Math.multiplyExact(octets, Month.LENGTH.toSeconds()) / seconds);
  }

  /// The least multiple of a step that is not less.
  public DataVolume roundedUp(DataVolume step) {
    return new DataVolume(Math.ceilDiv(octets, step.octets) * step.octets);
  }

  @Override
  public int compareTo(DataVolume other) {
    return Long.compare(octets, other.octets);
  }

  /// In megabytes with two decimals when there are some, otherwise in octets.
  @Override
  public String toString() {
    return octets < 10_000
        ? octets + " B"
        : "%d.%02d MB".formatted(octets / 1_000_000, octets % 1_000_000 / 10_000);
  }
}
