package org.gridseal.site;

/// Active power in whole watts, never negative.
public record Power(long watts) implements Comparable<Power> {
  public Power {
    if (watts < 0) {
      throw new IllegalArgumentException("power is negative: " + watts + " W");
    }
  }

  @Override
  public int compareTo(Power other) {
    return Long.compare(watts, other.watts);
  }

  @Override
  public String toString() {
    return watts + " W";
  }
}
