package org.gridseal.headend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {
  private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");

  private final RetrySchedule never = new RetrySchedule(() -> 0);
  private final RetrySchedule always = new RetrySchedule(() -> 0.999_999);

  @ParameterizedTest(name = "after {0} failures {1}")
  @CsvSource({"1, PT5S", "2, PT10S", "3, PT20S", "10, PT42M40S", "11, PT1H", "60, PT1H"})
  void doublesUpToAnHour(int attempts, Duration pause) {
    assertThat(never.next(attempts, FIRST, FIRST, Optional.empty())).contains(FIRST.plus(pause));
  }

  @Test
  void shortensByUpToHalf() {
    assertThat(always.next(3, FIRST, FIRST, Optional.empty()).orElseThrow())
        .isBetween(FIRST.plusSeconds(10), FIRST.plusMillis(10_001));
  }

  @Test
  void givesUpAfterSeventyTwoHours() {
    Instant end = FIRST.plus(Duration.ofDays(3));

    assertThat(never.next(80, FIRST, end.minusMillis(1), Optional.empty())).isPresent();
    assertThat(never.next(80, FIRST, end, Optional.empty())).isEmpty();
  }

  @Test
  void comesBackWhenItIsAskedToButWithinAnHour() {
    assertThat(never.next(1, FIRST, FIRST, Optional.of(Duration.ofMinutes(7))))
        .contains(FIRST.plusSeconds(420));
    assertThat(never.next(1, FIRST, FIRST, Optional.of(Duration.ofSeconds(1))))
        .contains(FIRST.plusSeconds(5));
    assertThat(never.next(1, FIRST, FIRST, Optional.of(Duration.ofDays(11))))
        .contains(FIRST.plusSeconds(3600));
  }
}
