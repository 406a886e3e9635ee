package org.gridseal.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @Test
  void readsVolumes() {
    assertThat(DataVolume.fromString("20 MB")).isEqualTo(new DataVolume(20_000_000));
    assertThat(DataVolume.fromString("10kB")).isEqualTo(new DataVolume(10_000));
    assertThat(DataVolume.fromString("7 B")).isEqualTo(new DataVolume(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20", "20 MiB", "-1 B", "1.5 MB", "20 mb"})
  void refusesAVolumeWithoutAUnit(String text) {
    assertThatThrownBy(() -> DataVolume.fromString(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsRatesAndShares() {
    assertThat(BitRate.fromString("300 kbit/s")).isEqualTo(new BitRate(300_000));
    assertThat(Share.fromString("0.5 %").of(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(5));
    assertThatThrownBy(() -> Share.fromString("0.5")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hasAMonthOfThirtyDays() {
    assertThat(Month.times(Duration.ofMinutes(15))).isEqualTo(2_880);
    assertThat(Month.times(Duration.ofDays(31))).isEqualTo(1);
    assertThat(new DataVolume(1_000).monthly(Duration.ofDays(300))).isEqualTo(new DataVolume(100));
  }

  @Test
  void busiesAWireForAsLongAsItTakes() {
    assertThat(new BitRate(8_000).timeFor(new DataVolume(500))).isEqualTo(Duration.ofMillis(500));
  }
}
