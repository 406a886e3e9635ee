package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// What a unit can take, give and keep (IEEE 2030.5-2018, `DERCapability`).
///
/// @param energy usable, not nominal
@Embeddable
public record StorageRating(
    @Nullable @Column(name = "rtg_max_charge_rate_w") Power charge,
    @Nullable @Column(name = "rtg_max_charge_rate_va") ApparentPower chargeApparent,
    @Nullable @Column(name = "rtg_max_discharge_rate_w") Power discharge,
    @Nullable @Column(name = "rtg_max_discharge_rate_va") ApparentPower dischargeApparent,
    @Nullable @Column(name = "rtg_max_wh") Energy energy,
    @Nullable @Column(name = "rtg_max_ah") Charge quantity) {
  /// A unit that stores nothing.
  public static final StorageRating NONE = new StorageRating(null, null, null, null, null, null);

  void check(Findings findings, DerType type) {
    findings.require(
        energy == null || energy.wattHours() > 0, "rtgMaxWh", "positive", "give more than zero");
    findings.require(
        quantity == null || quantity.ampereHours() > 0,
        "rtgMaxAh",
        "positive",
        "give more than zero");
    if (type.isStorage()) {
      checkStorage(findings, type);
    }
  }

  private void checkStorage(Findings findings, DerType type) {
    findings.require(
        charge != null, "rtgMaxChargeRateW", "storage-rating", "give the storage's charge rate");
    findings.require(
        energy != null || quantity != null,
        "rtgMaxWh",
        "storage-rating",
        "give the storage's usable energy, or its charge in ampere-hours");
    findings.require(
        type != DerType.PHOTOVOLTAIC_AND_STORAGE || discharge != null,
        "rtgMaxDischargeRateW",
        "storage-rating",
        "give the discharge rate of photovoltaics with storage");
  }
}
