package org.gridseal.site;

/// Frequency in millihertz, never negative.
public record Frequency(long millihertz) implements Comparable<Frequency> {
  public Frequency {
    if (millihertz < 0) {
      throw new IllegalArgumentException("frequency is negative: " + millihertz + " mHz");
    }
  }

  @Override
  public int compareTo(Frequency other) {
    return Long.compare(millihertz, other.millihertz);
  }

  @Override
  public String toString() {
    return millihertz + " mHz";
  }
}
