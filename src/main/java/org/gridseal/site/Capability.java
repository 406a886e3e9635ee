package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// What a unit can be told to do (IEEE 2030.5-2018, `DERCapability`).
///
/// @param modes `modesSupported`, one bit for each `DERControlType`
/// @param operatingEnvelopes `doeModesSupported` of CSIP-AUS, asked for in Australia
/// @param deviceCategory `DeviceCategoryType`
@Embeddable
public record Capability(
    @Column(name = "rtg_normal_category") NormalCategory normal,
    @Column(name = "rtg_abnormal_category") AbnormalCategory abnormal,
    @Column(name = "modes_supported") Bits modes,
    @Nullable @Column(name = "doe_modes_supported") Bits operatingEnvelopes,
    @Nullable @Column(name = "device_category") Bits deviceCategory) {
  private static final int HIGHEST_MODE = 26;
  private static final int HIGHEST_ENVELOPE_MODE = 3;

  void check(Findings findings, DerType type, boolean inAustralia) {
    if (type.isInverter()) {
      checkCategories(findings);
    }
    findings.require(
        modes.reachNoFurtherThan(HIGHEST_MODE),
        "modesSupported",
        "unknown-mode",
        "set no bit above 26");
    findings.require(
        operatingEnvelopes == null || operatingEnvelopes.reachNoFurtherThan(HIGHEST_ENVELOPE_MODE),
        "doeModesSupported",
        "unknown-mode",
        "set no bit above 3");
    findings.require(
        operatingEnvelopes != null || !inAustralia,
        "doeModesSupported",
        "required",
        "say which dynamic operating envelopes the unit supports, as sites in Australia must");
  }

  private void checkCategories(Findings findings) {
    findings.require(
        normal != NormalCategory.NOT_SPECIFIED,
        "rtgNormalCategory",
        "required",
        "give the inverter's category for normal conditions: 1 for A, 2 for B");
    findings.require(
        abnormal != AbnormalCategory.NOT_SPECIFIED,
        "rtgAbnormalCategory",
        "required",
        "give the inverter's category for abnormal conditions: 1 to 3 for I to III");
  }
}
