package org.gridseal.web;

import java.math.BigDecimal;
import java.time.Duration;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Frequency;
import org.gridseal.site.FrequencyTrip;
import org.gridseal.site.GridConnection;
import org.gridseal.site.Power;
import org.gridseal.site.Protection;
import org.gridseal.site.Voltage;
import org.gridseal.site.VoltageTrip;
import org.jspecify.annotations.Nullable;

/// What the utility agreed to. Units stand at the end of names: V, VA, W.
public record GridForm(
    @Nullable BigDecimal pccVoltageV,
    @Nullable BigDecimal phasesAvailable,
    @Nullable BigDecimal phasesInstalled,
    @Nullable BigDecimal approvedCapacityVA,
    @Nullable BigDecimal exportLimitW,
    @Nullable BigDecimal importLimitW,
    @Nullable Boolean islandable,
    @Nullable Boolean centralProtection,
    @Nullable ProtectionForm protection) {
  static final GridForm EMPTY = new GridForm(null, null, null, null, null, null, null, null, null);

  GridConnection parse(Fields fields) {
    return new GridConnection(
        fields.scaled("pccVoltageV", pccVoltageV, 1, Voltage::new),
        fields.whole("phasesAvailable", phasesAvailable, Math::toIntExact),
        fields.whole("phasesInstalled", phasesInstalled, Math::toIntExact),
        fields.whole("approvedCapacityVA", approvedCapacityVA, ApparentPower::new),
        fields.wholeOrNone("exportLimitW", exportLimitW, Power::new),
        fields.wholeOrNone("importLimitW", importLimitW, Power::new),
        fields.required("islandable", islandable, false),
        fields.required("centralProtection", centralProtection, false),
        protection == null ? null : protection.parse(fields.at("protection")));
  }

  /// Settings of central protection, in Hz, V, seconds, Hz per second and degrees.
  public record ProtectionForm(
      @Nullable BigDecimal nominalFrequencyHz,
      @Nullable BigDecimal underFrequencyHz,
      @Nullable BigDecimal underFrequencyDelayS,
      @Nullable BigDecimal overFrequencyHz,
      @Nullable BigDecimal overFrequencyDelayS,
      @Nullable BigDecimal underVoltageV,
      @Nullable BigDecimal underVoltageDelayS,
      @Nullable BigDecimal overVoltageV,
      @Nullable BigDecimal overVoltageDelayS,
      @Nullable BigDecimal sustainedOverVoltageV,
      @Nullable BigDecimal sustainedOverVoltageDelayS,
      @Nullable BigDecimal rateOfChangeHzPerS,
      @Nullable BigDecimal vectorShiftDegrees,
      @Nullable Boolean interTrip,
      @Nullable BigDecimal neutralDisplacementV) {

    Protection parse(Fields fields) {
      return new Protection(
          fields.scaled("nominalFrequencyHz", nominalFrequencyHz, 3, Frequency::new),
          new FrequencyTrip(
              fields.scaled("underFrequencyHz", underFrequencyHz, 3, Frequency::new),
              fields.scaled("underFrequencyDelayS", underFrequencyDelayS, 3, Duration::ofMillis)),
          new FrequencyTrip(
              fields.scaled("overFrequencyHz", overFrequencyHz, 3, Frequency::new),
              fields.scaled("overFrequencyDelayS", overFrequencyDelayS, 3, Duration::ofMillis)),
          new VoltageTrip(
              fields.scaled("underVoltageV", underVoltageV, 1, Voltage::new),
              fields.scaled("underVoltageDelayS", underVoltageDelayS, 3, Duration::ofMillis)),
          new VoltageTrip(
              fields.scaled("overVoltageV", overVoltageV, 1, Voltage::new),
              fields.scaled("overVoltageDelayS", overVoltageDelayS, 3, Duration::ofMillis)),
          sustainedOverVoltage(fields),
          fields.scaledOrNone("rateOfChangeHzPerS", rateOfChangeHzPerS, 3, Frequency::new),
          fields.scaledOrNone("vectorShiftDegrees", vectorShiftDegrees, 3, Math::toIntExact),
          fields.required("interTrip", interTrip, false),
          fields.scaledOrNone("neutralDisplacementV", neutralDisplacementV, 1, Voltage::new));
    }

    private @Nullable VoltageTrip sustainedOverVoltage(Fields fields) {
      if (sustainedOverVoltageV == null && sustainedOverVoltageDelayS == null) {
        return null;
      }
      return new VoltageTrip(
          fields.scaled("sustainedOverVoltageV", sustainedOverVoltageV, 1, Voltage::new),
          fields.scaled(
              "sustainedOverVoltageDelayS", sustainedOverVoltageDelayS, 3, Duration::ofMillis));
    }
  }
}
