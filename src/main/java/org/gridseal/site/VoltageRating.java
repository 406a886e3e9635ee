package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// AC nameplate rating of voltage and current (IEEE 2030.5-2018, `DERCapability`).
@Embeddable
public record VoltageRating(
    @Column(name = "rtg_v_nom") Voltage nominal,
    @Nullable @Column(name = "rtg_max_v") Voltage highest,
    @Nullable @Column(name = "rtg_min_v") Voltage lowest,
    @Nullable @Column(name = "rtg_max_a") Current current) {
  /// A rated current below this part of what the other ratings imply is probably a typing mistake.
  private static final double PLAUSIBLE_PART = 0.9;

  void check(Findings findings, ApparentPower apparent, boolean threePhase) {
    findings.require(
        nominal.decivolts() > 0, "rtgVNom", "positive", "give a nominal voltage above zero");
    findings.require(
        highest == null || highest.compareTo(nominal) > 0,
        "rtgMaxV",
        "voltage-order",
        "give a highest voltage above the nominal voltage");
    findings.require(
        lowest == null || lowest.compareTo(nominal) < 0,
        "rtgMinV",
        "voltage-order",
        "give a lowest voltage below the nominal voltage");
    findings.expect(
        current == null || isPlausible(current, apparent, threePhase),
        "rtgMaxA",
        "current-implausible",
        "the rated current is lower than apparent power and voltage imply; check all three");
  }

  private boolean isPlausible(Current rated, ApparentPower apparent, boolean threePhase) {
    double volts = nominal.decivolts() / 10.0 * (threePhase ? Math.sqrt(3) : 1);
    double implied = apparent.voltAmperes() / volts;
    return rated.milliamperes() / 1000.0 >= PLAUSIBLE_PART * implied;
  }
}
