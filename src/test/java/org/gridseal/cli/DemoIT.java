package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gridseal.testing.Town;
import org.junit.jupiter.api.Test;

/// The README's first command, against a town that is up.
class DemoIT {
  private final Town town = Town.shared();

  @Test
  void doesWhatEachStepSays() throws IOException, InterruptedException {
    Process demo = town.command("demo", "--data", town.data().toString()).start();
    String said = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(demo.waitFor()).as(said).isZero();
    assertThat(said).contains("Every step did what it says.");
  }
}
