package org.gridseal.site;

/// Displacement power factor in thousandths, above 0 and at most 1000.
public record PowerFactor(int thousandths) {
  public PowerFactor {
    if (thousandths <= 0 || thousandths > 1000) {
      throw new IllegalArgumentException("a power factor of " + thousandths + "/1000");
    }
  }
}
