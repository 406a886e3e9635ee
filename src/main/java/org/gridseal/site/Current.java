package org.gridseal.site;

/// RMS current in milliamperes, never negative.
public record Current(long milliamperes) implements Comparable<Current> {
  public Current {
    if (milliamperes < 0) {
      throw new IllegalArgumentException("current is negative: " + milliamperes + " mA");
    }
  }

  @Override
  public int compareTo(Current other) {
    return Long.compare(milliamperes, other.milliamperes);
  }

  @Override
  public String toString() {
    return milliamperes + " mA";
  }
}
