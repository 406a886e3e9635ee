package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// What the utility agreed to at the point of common coupling.
///
/// @param pccVoltage nominal voltage there
/// @param phasesAvailable 0 to 3, where 0 stands for direct current
/// @param phasesInstalled how many of them the site uses
/// @param approvedCapacity upper bound of what the site may exchange with the grid
/// @param protection present exactly when there is central protection
@Embeddable
public record GridConnection(
    @Column(name = "pcc_voltage") Voltage pccVoltage,
    @Column(name = "phases_available") int phasesAvailable,
    @Column(name = "phases_installed") int phasesInstalled,
    @Column(name = "approved_capacity_va") ApparentPower approvedCapacity,
    @Nullable @Column(name = "export_limit_w") Power exportLimit,
    @Nullable @Column(name = "import_limit_w") Power importLimit,
    boolean islandable,
    @Column(name = "central_protection") boolean centralProtection,
    @Nullable Protection protection) {

  void check(Findings findings) {
    findings.require(
        pccVoltage.decivolts() > 0, "pccVoltageV", "positive", "give a voltage above zero");
    findings.require(
        approvedCapacity.voltAmperes() > 0,
        "approvedCapacityVA",
        "positive",
        "give the capacity that the utility approved, above zero");
    checkPhases(findings);
    checkLimit(findings, "exportLimitW", exportLimit);
    checkLimit(findings, "importLimitW", importLimit);
    checkProtection(findings);
  }

  boolean isThreePhase() {
    return phasesInstalled == 3;
  }

  private void checkPhases(Findings findings) {
    checkPhaseCount(findings, "phasesAvailable", phasesAvailable);
    checkPhaseCount(findings, "phasesInstalled", phasesInstalled);
    findings.require(
        phasesInstalled <= phasesAvailable,
        "phasesInstalled",
        "phases-installed",
        "install no more phases than are available");
  }

  private static void checkPhaseCount(Findings findings, String member, int count) {
    findings.require(count >= 0 && count <= 3, member, "phases", "give 0 to 3 phases");
  }

  private void checkLimit(Findings findings, String member, @Nullable Power limit) {
    findings.require(
        limit == null || limit.watts() <= approvedCapacity.voltAmperes(),
        member,
        "limit-above-capacity",
        "give a limit that is not above the approved capacity");
  }

  private void checkProtection(Findings findings) {
    findings.require(
        centralProtection == (protection != null),
        "protection",
        "protection-settings",
        centralProtection
            ? "give the settings of the central protection"
            : "leave the settings out, or say that there is central protection");
    if (protection != null) {
      findings.inside("protection", place -> protection.check(place, pccVoltage));
    }
  }
}
