package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
  @Test
  void comeAtTheRateWhateverHappensInBetween() {
    Arrivals arrivals = Arrivals.atRate(5_000_000_000L, 200);

    assertThat(arrivals.next()).isEqualTo(5_000_000_000L);
    assertThat(arrivals.next()).isEqualTo(5_005_000_000L);
    assertThat(arrivals.next()).isEqualTo(5_010_000_000L);
  }

  @Test
  void doNotDriftWhenTheIntervalIsNoWholeNumber() {
    Arrivals arrivals = Arrivals.atRate(0, 3);
    for (int taken = 0; taken < 3_000_000; taken++) {
      arrivals.next();
    }

    assertThat(arrivals.next()).isEqualTo(1_000_000_000_000_000L);
  }

  @Test
  void areDueAtOnceInAClosedLoop() {
    AtomicLong clock = new AtomicLong(7);
    Arrivals arrivals = Arrivals.atOnce(clock::get);

    assertThat(arrivals.next()).isEqualTo(7);
    clock.set(9);
    assertThat(arrivals.next()).isEqualTo(9);
  }

  @Test
  void needARate() {
    assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.atRate(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Arrivals.atRate(0, Double.NaN));
  }
}
