package org.gridseal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.gridseal.policy.Punctuality.Score;
import org.gridseal.policy.Punctuality.What;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What was promised, and how it was kept.
class PunctualityTest {
  private static final Duration ALLOWED = Duration.ofSeconds(10);

  private final Punctuality punctuality = new Punctuality();

  @Test
  void countsWhatTookTooLong() {
    punctuality.took(What.ENROLLMENT, Tier.T3, ALLOWED, ALLOWED);
    punctuality.took(What.ENROLLMENT, Tier.T3, ALLOWED.plusMillis(1), ALLOWED);
    punctuality.took(What.ENROLLMENT, Tier.T3, Duration.ofMillis(3), ALLOWED);

    assertThat(punctuality.scores())
        .containsExactly(new Score(What.ENROLLMENT, Tier.T3, 3, 1, ALLOWED.plusMillis(1)));
  }

  @Test
  void tellsTiersAndKindsApart() {
    punctuality.took(What.STATUS, Tier.T5, Duration.ZERO, ALLOWED);
    punctuality.took(What.CUT_OFF, Tier.T1, Duration.ZERO, ALLOWED);

    assertThat(punctuality.scores())
        .extracting(Score::what, Score::tier)
        .containsExactly(tuple(What.CUT_OFF, Tier.T1), tuple(What.STATUS, Tier.T5));
  }

  /// A clock that was set back between two looks is nobody's merit.
  @Test
  void takesNoTimeForLessThanNone() {
    punctuality.took(What.STATUS, Tier.T1, Duration.ofSeconds(-5), ALLOWED);

    assertThat(punctuality.score(What.STATUS, Tier.T1).longest()).isZero();
  }

  @ParameterizedTest(name = "{0} of {1} at {2}: {3}")
  @CsvSource({
    "0,    0,    99.95 %, true",
    "9995, 10000, 99.95 %, true",
    "9994, 10000, 99.95 %, false",
    "1,    1,    100 %,   true",
    "0,    1,    0 %,     true"
  })
  void knowsWhetherSoManyWereServed(long served, long all, String promised, boolean reached) {
    assertThat(Availability.fromString(promised).isReached(served, all)).isEqualTo(reached);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99.95", "101 %", "99.955 %", "-1 %", "all", "%"})
  void isNoAvailability(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Availability.fromString(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"99.95 %", "99.5 %", "100 %", "99 %"})
  void availabilitiesAreWrittenAsTheyAreRead(String text) {
    assertThat(Availability.fromString(text)).hasToString(text);
  }
}
