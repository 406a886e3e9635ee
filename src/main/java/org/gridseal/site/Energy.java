package org.gridseal.site;

/// Usable energy in whole watt-hours, never negative.
public record Energy(long wattHours) implements Comparable<Energy> {
  public Energy {
    if (wattHours < 0) {
      throw new IllegalArgumentException("energy is negative: " + wattHours + " Wh");
    }
  }

  @Override
  public int compareTo(Energy other) {
    return Long.compare(wattHours, other.wattHours);
  }

  @Override
  public String toString() {
    return wattHours + " Wh";
  }
}
