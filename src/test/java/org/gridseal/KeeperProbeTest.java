package org.gridseal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridseal.authority.SigningException;
import org.junit.jupiter.api.Test;

class KeeperProbeTest {
  private final AtomicInteger signatures = new AtomicInteger();
  private Instant now = Instant.parse("2030-01-01T00:00:00Z");
  private boolean away;

  private final KeeperProbe probe = new KeeperProbe(this::sign, () -> now);

  private void sign() {
    signatures.incrementAndGet();
    if (away) {
      throw new SigningException("the token is away");
    }
  }

  @Test
  void signsToFindOut() {
    assertThat(probe.signs()).isTrue();

    away = true;
    now = now.plus(Duration.ofSeconds(3));

    assertThat(probe.signs()).isFalse();
    away = false;
    now = now.plus(Duration.ofSeconds(3));
    assertThat(probe.signs()).isTrue();
  }

  @Test
  void letsNobodyKeepTheKeyBusy() {
    for (int number = 0; number < 100; number++) {
      probe.signs();
    }

    assertThat(signatures).hasValue(1);
  }
}
