package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
  @Test
  void addsUserAndSystemTimeOfAProcessAndOfThoseItWaitedFor() {
    String stat =
        "42 (a (strange) name) S 1 42 42 0 -1 4194560 1 2 3 4 100 20 3 1 20 0 1 0 5 6 7 8";

    assertThat(ProcessTree.parse(stat)).isEqualTo(Duration.ofMillis(1240));
  }
}
