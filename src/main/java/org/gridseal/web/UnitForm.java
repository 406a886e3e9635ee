package org.gridseal.web;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.gridseal.site.AbnormalCategory;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Bits;
import org.gridseal.site.Capability;
import org.gridseal.site.Charge;
import org.gridseal.site.Current;
import org.gridseal.site.DerType;
import org.gridseal.site.DerUnit;
import org.gridseal.site.Energy;
import org.gridseal.site.Excitation;
import org.gridseal.site.NormalCategory;
import org.gridseal.site.Power;
import org.gridseal.site.PowerFactor;
import org.gridseal.site.Product;
import org.gridseal.site.Rating;
import org.gridseal.site.ReactivePower;
import org.gridseal.site.StorageRating;
import org.gridseal.site.Voltage;
import org.gridseal.site.VoltageRating;
import org.jspecify.annotations.Nullable;

/// One unit with its nameplate. Names and codes are those of IEEE 2030.5-2018 `DERCapability` and
/// `DeviceInformation`; numbers are plain W, VA, var, Wh, Ah, V, A, and sets of bits are
/// hexadecimal digits.
public record UnitForm(
    @Nullable BigDecimal derType,
    @Nullable BigDecimal mfID,
    @Nullable String manufacturer,
    @Nullable String model,
    @Nullable String serial,
    @Nullable String hwVer,
    @Nullable String swVer,
    @Nullable LocalDate mfDate,
    @Nullable LocalDate commissioningDate,
    @Nullable BigDecimal rtgMaxW,
    @Nullable BigDecimal rtgMaxVA,
    @Nullable BigDecimal rtgMaxVar,
    @Nullable BigDecimal rtgMaxVarNeg,
    @Nullable BigDecimal rtgMaxChargeRateW,
    @Nullable BigDecimal rtgMaxChargeRateVA,
    @Nullable BigDecimal rtgMaxDischargeRateW,
    @Nullable BigDecimal rtgMaxDischargeRateVA,
    @Nullable BigDecimal rtgMaxWh,
    @Nullable BigDecimal rtgMaxAh,
    @Nullable BigDecimal rtgVNom,
    @Nullable BigDecimal rtgMaxV,
    @Nullable BigDecimal rtgMinV,
    @Nullable BigDecimal rtgMaxA,
    @Nullable BigDecimal rtgOverExcitedW,
    @Nullable BigDecimal rtgOverExcitedPF,
    @Nullable BigDecimal rtgUnderExcitedW,
    @Nullable BigDecimal rtgUnderExcitedPF,
    @Nullable BigDecimal rtgMinPFOverExcited,
    @Nullable BigDecimal rtgMinPFUnderExcited,
    @Nullable BigDecimal rtgNormalCategory,
    @Nullable BigDecimal rtgAbnormalCategory,
    @Nullable String modesSupported,
    @Nullable String doeModesSupported,
    @Nullable String deviceCategory) {
  /// Power factors have three decimals.
  private static final int FACTOR_DECIMALS = 3;

  static List<DerUnit> parseAll(List<@Nullable UnitForm> forms, Fields fields) {
    List<DerUnit> units = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      UnitForm form = forms.get(i);
      if (form == null) {
        fields.findings().violation(Integer.toString(i), "required", "describe a unit here");
      } else {
        units.add(form.parse(fields.at(i)));
      }
    }
    return units;
  }

  private DerUnit parse(Fields fields) {
    return new DerUnit(
        fields.code("derType", derType, DerType::ofCode, DerType.NOT_APPLICABLE),
        product(fields),
        rating(fields),
        storage(fields),
        voltage(fields),
        excitation(fields),
        capability(fields));
  }

  private Product product(Fields fields) {
    return new Product(
        fields.whole("mfID", mfID, Long::valueOf),
        fields.text("manufacturer", manufacturer),
        fields.text("model", model),
        fields.text("serial", serial),
        fields.text("hwVer", hwVer),
        fields.text("swVer", swVer),
        mfDate,
        fields.required("commissioningDate", commissioningDate, LocalDate.EPOCH));
  }

  private Rating rating(Fields fields) {
    return new Rating(
        fields.whole("rtgMaxW", rtgMaxW, Power::new),
        fields.whole("rtgMaxVA", rtgMaxVA, ApparentPower::new),
        fields.wholeOrNone("rtgMaxVar", rtgMaxVar, ReactivePower::new),
        fields.wholeOrNone("rtgMaxVarNeg", rtgMaxVarNeg, ReactivePower::new));
  }

  private StorageRating storage(Fields fields) {
    return new StorageRating(
        fields.wholeOrNone("rtgMaxChargeRateW", rtgMaxChargeRateW, Power::new),
        fields.wholeOrNone("rtgMaxChargeRateVA", rtgMaxChargeRateVA, ApparentPower::new),
        fields.wholeOrNone("rtgMaxDischargeRateW", rtgMaxDischargeRateW, Power::new),
        fields.wholeOrNone("rtgMaxDischargeRateVA", rtgMaxDischargeRateVA, ApparentPower::new),
        fields.wholeOrNone("rtgMaxWh", rtgMaxWh, Energy::new),
        fields.wholeOrNone("rtgMaxAh", rtgMaxAh, Charge::new));
  }

  private VoltageRating voltage(Fields fields) {
    return new VoltageRating(
        fields.scaled("rtgVNom", rtgVNom, 1, Voltage::new),
        fields.scaledOrNone("rtgMaxV", rtgMaxV, 1, Voltage::new),
        fields.scaledOrNone("rtgMinV", rtgMinV, 1, Voltage::new),
        fields.scaledOrNone("rtgMaxA", rtgMaxA, 3, Current::new));
  }

  private Excitation excitation(Fields fields) {
    return new Excitation(
        fields.wholeOrNone("rtgOverExcitedW", rtgOverExcitedW, Power::new),
        factor(fields, "rtgOverExcitedPF", rtgOverExcitedPF),
        fields.wholeOrNone("rtgUnderExcitedW", rtgUnderExcitedW, Power::new),
        factor(fields, "rtgUnderExcitedPF", rtgUnderExcitedPF),
        factor(fields, "rtgMinPFOverExcited", rtgMinPFOverExcited),
        factor(fields, "rtgMinPFUnderExcited", rtgMinPFUnderExcited));
  }

  private Capability capability(Fields fields) {
    return new Capability(
        fields.code(
            "rtgNormalCategory",
            orNotSpecified(rtgNormalCategory),
            NormalCategory::ofCode,
            NormalCategory.NOT_SPECIFIED),
        fields.code(
            "rtgAbnormalCategory",
            orNotSpecified(rtgAbnormalCategory),
            AbnormalCategory::ofCode,
            AbnormalCategory.NOT_SPECIFIED),
        fields.parsed("modesSupported", modesSupported, Bits::fromHex, new Bits(0)),
        fields.parsed("doeModesSupported", doeModesSupported, Bits::fromHex),
        fields.parsed("deviceCategory", deviceCategory, Bits::fromHex));
  }

  /// Machines without an inverter have no category; for the others the domain asks for one.
  private static BigDecimal orNotSpecified(@Nullable BigDecimal code) {
    return code == null ? BigDecimal.ZERO : code;
  }

  private static @Nullable PowerFactor factor(
      Fields fields, String member, @Nullable BigDecimal factor) {
    return fields.scaledOrNone(member, factor, FACTOR_DECIMALS, UnitForm::factor);
  }

  private static PowerFactor factor(long thousandths) {
    return new PowerFactor(Math.toIntExact(thousandths));
  }
}
