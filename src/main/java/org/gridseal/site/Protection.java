package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import org.hibernate.annotations.EmbeddedColumnNaming;
import org.jspecify.annotations.Nullable;

/// Settings of a site's central protection (Australian CDR, DER record, `protectionMode`).
///
/// @param rateOfChange of frequency, per second
/// @param vectorShift in thousandths of a degree
/// @param neutralDisplacement voltage of the neutral point
@Embeddable
public record Protection(
    @Column(name = "nominal_frequency") Frequency nominalFrequency,
    @EmbeddedColumnNaming("under_frequency_%s") FrequencyTrip underFrequency,
    @EmbeddedColumnNaming("over_frequency_%s") FrequencyTrip overFrequency,
    @EmbeddedColumnNaming("under_voltage_%s") VoltageTrip underVoltage,
    @EmbeddedColumnNaming("over_voltage_%s") VoltageTrip overVoltage,
    @Nullable @EmbeddedColumnNaming("sustained_over_voltage_%s") VoltageTrip sustainedOverVoltage,
    @Nullable @Column(name = "frequency_rate_of_change") Frequency rateOfChange,
    @Nullable @Column(name = "vector_shift") Integer vectorShift,
    @Column(name = "inter_trip") boolean interTrip,
    @Nullable @Column(name = "neutral_displacement") Voltage neutralDisplacement) {

  void check(Findings findings, Voltage nominalVoltage) {
    long nominal = nominalFrequency.millihertz();
    findings.require(
        nominal == 50_000 || nominal == 60_000,
        "nominalFrequencyHz",
        "nominal-frequency",
        "give 50 or 60 hertz");
    checkFrequency(findings);
    checkVoltage(findings, nominalVoltage);
    checkDelay(findings, "underFrequencyDelayS", underFrequency.delay());
    checkDelay(findings, "overFrequencyDelayS", overFrequency.delay());
    checkDelay(findings, "underVoltageDelayS", underVoltage.delay());
    checkDelay(findings, "overVoltageDelayS", overVoltage.delay());
    if (sustainedOverVoltage != null) {
      checkDelay(findings, "sustainedOverVoltageDelayS", sustainedOverVoltage.delay());
    }
  }

  private void checkFrequency(Findings findings) {
    findings.require(
        underFrequency.threshold().compareTo(nominalFrequency) < 0,
        "underFrequencyHz",
        "under-frequency",
        "set under-frequency protection below the nominal frequency");
    findings.require(
        overFrequency.threshold().compareTo(nominalFrequency) > 0,
        "overFrequencyHz",
        "over-frequency",
        "set over-frequency protection above the nominal frequency");
  }

  private void checkVoltage(Findings findings, Voltage nominal) {
    findings.require(
        underVoltage.threshold().compareTo(nominal) < 0,
        "underVoltageV",
        "under-voltage",
        "set under-voltage protection below the voltage of the connection point");
    findings.require(
        overVoltage.threshold().compareTo(nominal) > 0,
        "overVoltageV",
        "over-voltage",
        "set over-voltage protection above the voltage of the connection point");
    findings.require(
        sustainedOverVoltage == null || sustainedOverVoltage.threshold().compareTo(nominal) > 0,
        "sustainedOverVoltageV",
        "over-voltage",
        "set sustained over-voltage protection above the voltage of the connection point");
  }

  private static void checkDelay(Findings findings, String member, Duration delay) {
    findings.require(
        !delay.isNegative(), member, "delay", "give a delay in seconds that is not negative");
  }
}
