package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentilesTest {
  @ParameterizedTest(name = "{0} of 1 to 1,000 ms is {1} ms")
  @CsvSource({"0.5, 500", "0.9, 900", "0.99, 990", "0.999, 999", "1, 1000", "0, 1"})
  void takesTheNearestRank(double share, double millis) {
    var times = new Percentiles(LongStream.rangeClosed(1, 1000).map(n -> (1001 - n) * 1_000_000));

    assertThat(times.millis(share)).isEqualTo(millis);
  }

  @Test
  void isTheOnlyTimeThereIs() {
    var times = new Percentiles(LongStream.of(2_500_000));

    assertThat(times.millis(0.5)).isEqualTo(2.5);
    assertThat(times.millis(0.999)).isEqualTo(2.5);
  }

  @Test
  void isNoNumberWithoutTimes() {
    var times = new Percentiles(LongStream.empty());

    assertThat(times.count()).isZero();
    assertThat(times.millis(0.5)).isNaN();
  }
}
