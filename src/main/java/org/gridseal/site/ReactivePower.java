package org.gridseal.site;

/// Reactive power in whole vars. Positive when over-excited; what a unit absorbs is negative, as
/// IEEE 2030.5 has it in `rtgMaxVarNeg`.
public record ReactivePower(long vars) {
  /// Whether no more than the given apparent power is needed, whatever the sign.
  public boolean fits(ApparentPower rating) {
    return Math.abs(vars) <= rating.voltAmperes();
  }

  @Override
  public String toString() {
    return vars + " var";
  }
}
