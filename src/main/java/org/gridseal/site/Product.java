package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Whose make a unit is, and which one of them (IEEE 2030.5-2018, `DeviceInformation`).
///
/// @param mfId the maker's IANA private enterprise number
/// @param serial unique for one maker's model
@Embeddable
public record Product(
    @Column(name = "mf_id") long mfId,
    String manufacturer,
    String model,
    String serial,
    @Column(name = "hw_ver") String hardwareVersion,
    @Column(name = "sw_ver") String softwareVersion,
    @Nullable @Column(name = "mf_date") LocalDate manufactured,
    @Column(name = "commissioning_date") LocalDate commissioned) {
  private static final long HIGHEST_ENTERPRISE_NUMBER = 0xFFFF_FFFFL;
  private static final int LONGEST_TEXT = 32;

  void check(Findings findings, SiteRules rules) {
    findings.require(
        mfId >= 1 && mfId <= HIGHEST_ENTERPRISE_NUMBER,
        "mfID",
        "enterprise-number",
        "give the maker's IANA private enterprise number, 1 to 4294967295");
    findings.requireText(manufacturer, "manufacturer", LONGEST_TEXT);
    findings.requireText(model, "model", LONGEST_TEXT);
    findings.requireText(serial, "serial", LONGEST_TEXT);
    findings.requireText(hardwareVersion, "hwVer", LONGEST_TEXT);
    findings.requireText(softwareVersion, "swVer", LONGEST_TEXT);
    checkDates(findings, rules.today());
    findings.expect(
        rules.models().has(manufacturer, model),
        "model",
        "model-not-listed",
        "the model is not on the list of certified equipment; a reviewer must look at it");
  }

  /// Whether both name the same piece of hardware.
  public boolean isSameAs(Product other) {
    return mfId == other.mfId && model.equals(other.model) && serial.equals(other.serial);
  }

  private void checkDates(Findings findings, LocalDate today) {
    findings.require(
        manufactured == null || !manufactured.isAfter(today),
        "mfDate",
        "not-future",
        "give a date that does not lie in the future");
    findings.require(
        !commissioned.isAfter(today),
        "commissioningDate",
        "not-future",
        "give a date that does not lie in the future");
    findings.require(
        manufactured == null || !commissioned.isBefore(manufactured),
        "commissioningDate",
        "commissioned-before-made",
        "give a date on or after the date of manufacture");
  }
}
