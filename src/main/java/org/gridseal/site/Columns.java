package org.gridseal.site;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the values of this package stand in columns: as SI integers, codes of IEEE 2030.5, and
/// bytes.
public final class Columns {
  private Columns() {}

  /// A value and its column, null exactly when the column is null.
  abstract static class Column<V, C> implements AttributeConverter<V, C> {
    private final Function<V, C> write;
    private final Function<C, V> read;

    Column(Function<V, C> write, Function<C, V> read) {
      this.write = write;
      this.read = read;
    }

    @Override
    @SuppressWarnings("NullAway") // Hibernate hands in null, and takes it, for an empty column.
    public C convertToDatabaseColumn(@Nullable V value) {
      return value == null ? null : write.apply(value);
    }

    @Override
    @SuppressWarnings("NullAway") // As above.
    public V convertToEntityAttribute(@Nullable C column) {
      return column == null ? null : read.apply(column);
    }
  }

  @Converter(autoApply = true)
  static class OfPower extends Column<Power, Long> {
    OfPower() {
      super(Power::watts, Power::new);
    }
  }

  @Converter(autoApply = true)
  static class OfApparentPower extends Column<ApparentPower, Long> {
    OfApparentPower() {
      super(ApparentPower::voltAmperes, ApparentPower::new);
    }
  }

  @Converter(autoApply = true)
  static class OfReactivePower extends Column<ReactivePower, Long> {
    OfReactivePower() {
      super(ReactivePower::vars, ReactivePower::new);
    }
  }

  @Converter(autoApply = true)
  static class OfEnergy extends Column<Energy, Long> {
    OfEnergy() {
      super(Energy::wattHours, Energy::new);
    }
  }

  @Converter(autoApply = true)
  static class OfCharge extends Column<Charge, Long> {
    OfCharge() {
      super(Charge::ampereHours, Charge::new);
    }
  }

  @Converter(autoApply = true)
  static class OfVoltage extends Column<Voltage, Long> {
    OfVoltage() {
      super(Voltage::decivolts, Voltage::new);
    }
  }

  @Converter(autoApply = true)
  static class OfCurrent extends Column<Current, Long> {
    OfCurrent() {
      super(Current::milliamperes, Current::new);
    }
  }

  @Converter(autoApply = true)
  static class OfFrequency extends Column<Frequency, Long> {
    OfFrequency() {
      super(Frequency::millihertz, Frequency::new);
    }
  }

  @Converter(autoApply = true)
  static class OfBits extends Column<Bits, Long> {
    OfBits() {
      super(Bits::value, Bits::new);
    }
  }

  @Converter(autoApply = true)
  static class OfPowerFactor extends Column<PowerFactor, Integer> {
    OfPowerFactor() {
      super(PowerFactor::thousandths, PowerFactor::new);
    }
  }

  @Converter(autoApply = true)
  static class OfLfdi extends Column<Lfdi, byte[]> {
    OfLfdi() {
      super(Lfdi::bytes, Lfdi::of);
    }
  }

  @Converter(autoApply = true)
  static class OfHardwareSerial extends Column<HardwareSerial, byte[]> {
    OfHardwareSerial() {
      super(HardwareSerial::bytes, HardwareSerial::of);
    }
  }

  @Converter(autoApply = true)
  static class OfPinVerifier extends Column<PinVerifier, byte[]> {
    OfPinVerifier() {
      super(PinVerifier::stored, PinVerifier::ofStored);
    }
  }

  @Converter(autoApply = true)
  static class OfDerType extends Column<DerType, Integer> {
    OfDerType() {
      super(DerType::code, code -> DerType.ofCode(code).orElseThrow());
    }
  }

  /// Delays of protection, in milliseconds.
  @Converter(autoApply = true)
  static class OfDuration extends Column<Duration, Long> {
    OfDuration() {
      super(Duration::toMillis, Duration::ofMillis);
    }
  }

  /// As the code of the wire.
  @Converter(autoApply = true)
  static class OfNormalCategory extends Column<NormalCategory, Integer> {
    OfNormalCategory() {
      super(NormalCategory::code, code -> NormalCategory.ofCode(code).orElseThrow());
    }
  }

  /// As the code of the wire.
  @Converter(autoApply = true)
  static class OfAbnormalCategory extends Column<AbnormalCategory, Integer> {
    OfAbnormalCategory() {
      super(AbnormalCategory::code, code -> AbnormalCategory.ofCode(code).orElseThrow());
    }
  }
}
