package org.gridseal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A short form of `./gridseal bench crash`; the long one kills the service fifty times.
class CrashIT {
  @Test
  void losesNothingWhenItIsKilledUnderLoad() throws IOException, InterruptedException {
    ProcessBuilder bench =
        new ProcessBuilder(
            List.of(
                Path.of("gridseal").toAbsolutePath().toString(), "bench", "crash", "--rounds=3"));
    bench.environment().put("GRIDSEAL_BUILD", "never");

    Process process = bench.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("round 3:", "nothing was lost in 3 rounds");
  }
}
