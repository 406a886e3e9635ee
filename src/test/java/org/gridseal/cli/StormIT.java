package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gridseal.testing.Town;
import org.junit.jupiter.api.Test;

/// Two thousand devices at once (`./gridseal bench storm`).
class StormIT {
  @Test
  void enrollsEveryGoodDeviceOnceAndComesToRest() throws IOException, InterruptedException {
    Process storm = Town.frontDoor("bench", "storm").redirectErrorStream(true).start();
    String said = new String(storm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(storm.waitFor()).as(said).isZero();
    assertThat(said).contains("every good device has its certificate");
  }
}
