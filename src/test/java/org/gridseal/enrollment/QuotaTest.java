package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final Quota quota = new Quota(1024, 3, Duration.ofMinutes(1));

  @Test
  void allowsSoManyAtOnce() {
    assertThat(takes("a", 5, NOW)).isEqualTo(3);
  }

  @Test
  void allowsOneMoreAfterEachInterval() {
    takes("a", 3, NOW);

    assertThat(quota.take("a", NOW.plusSeconds(59))).isFalse();
    assertThat(quota.take("a", NOW.plusSeconds(60))).isTrue();
    assertThat(quota.take("a", NOW.plusSeconds(60))).isFalse();
  }

  @Test
  void savesUpNoMoreThanTheBurst() {
    takes("a", 3, NOW);

    assertThat(takes("a", 9, NOW.plus(Duration.ofDays(1)))).isEqualTo(3);
  }

  @Test
  void countsKeysApart() {
    takes("a", 3, NOW);

    assertThat(quota.take("b", NOW)).isTrue();
  }

  @Test
  void givesBackWhatIsPutBack() {
    takes("a", 3, NOW);

    quota.putBack("a");

    assertThat(takes("a", 3, NOW)).isEqualTo(1);
  }

  @Test
  void givesNothingMoreWhenTheClockIsSetBack() {
    takes("a", 3, NOW);

    assertThat(quota.take("a", NOW.minus(Duration.ofDays(1)))).isFalse();
  }

  private long takes(String key, int times, Instant at) {
    return IntStream.range(0, times).filter(attempt -> quota.take(key, at)).count();
  }
}
