package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// AC nameplate rating of power (IEEE 2030.5-2018, `DERCapability`; IEEE 1547-2018 table 28).
///
/// @param injected reactive power when over-excited, 0 or positive
/// @param absorbed reactive power when under-excited, 0 or negative
@Embeddable
public record Rating(
    @Column(name = "rtg_max_w") Power active,
    @Column(name = "rtg_max_va") ApparentPower apparent,
    @Nullable @Column(name = "rtg_max_var") ReactivePower injected,
    @Nullable @Column(name = "rtg_max_var_neg") ReactivePower absorbed) {

  void check(Findings findings) {
    findings.require(active.watts() > 0, "rtgMaxW", "positive", "give a rating above zero");
    findings.require(
        active.watts() <= apparent.voltAmperes(),
        "rtgMaxW",
        "active-above-apparent",
        "give an active power that is not above the apparent power");
    checkReactive(findings, "rtgMaxVar", injected);
    checkReactive(findings, "rtgMaxVarNeg", absorbed);
    findings.require(
        injected == null || injected.vars() >= 0,
        "rtgMaxVar",
        "sign",
        "give reactive power when over-excited as zero or a positive number");
    findings.require(
        absorbed == null || absorbed.vars() <= 0,
        "rtgMaxVarNeg",
        "sign",
        "give reactive power when under-excited as zero or a negative number");
  }

  private void checkReactive(Findings findings, String member, @Nullable ReactivePower power) {
    findings.require(
        power == null || power.fits(apparent),
        member,
        "reactive-above-apparent",
        "give a reactive power that is not above the apparent power");
  }
}
