package org.gridseal.site;

/// Electric charge in whole ampere-hours, never negative.
public record Charge(long ampereHours) implements Comparable<Charge> {
  public Charge {
    if (ampereHours < 0) {
      throw new IllegalArgumentException("charge is negative: " + ampereHours + " Ah");
    }
  }

  @Override
  public int compareTo(Charge other) {
    return Long.compare(ampereHours, other.ampereHours);
  }

  @Override
  public String toString() {
    return ampereHours + " Ah";
  }
}
