package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetsTest {
  @ParameterizedTest(name = "{0} at {1}: {2} ms")
  @CsvSource({
    "KEPT_ALIVE, device, 1.2",
    "KEPT_ALIVE, device-2030.5, 1.2",
    "FRESH, device, 3.0",
    "FRESH, device-2030.5, 5.0",
    "RESUMED, device,",
  })
  void dependOnModeAndListener(Mode mode, String listener, @Nullable Double millis) {
    assertThat(Targets.of(closed(mode, listener, 48)).serverCpuMillis()).isEqualTo(millis);
  }

  @Test
  void setALatencyForFourConnectionsKeptAlive() {
    assertThat(Targets.of(closed(Mode.KEPT_ALIVE, "device", 4)).p99Millis()).isEqualTo(30);
    assertThat(Targets.of(closed(Mode.KEPT_ALIVE, "device", 48)).p99Millis()).isNull();
    assertThat(Targets.of(closed(Mode.FRESH, "device", 4)).p99Millis()).isNull();
  }

  private static Load closed(Mode mode, String listener, int connections) {
    return new Load(KeyPlace.FILE, mode, listener, connections, null, 0, 1);
  }
}
