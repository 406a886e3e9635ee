package org.gridseal.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastProcessTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path temporary;

  private Process child;

  @BeforeEach
  void startAChild() throws IOException {
    child = new ProcessBuilder("sleep", "60").start();
  }

  @AfterEach
  void endTheChild() {
    child.destroyForcibly();
  }

  @Test
  void findsAProcessAgainByItsFile() {
    Path file = temporary.resolve("pid");
    PastProcess.of(child.toHandle()).write(file);

    PastProcess found = PastProcess.read(file).orElseThrow();

    assertThat(found.running()).contains(child.toHandle());
  }

  @Test
  void takesNoOtherProcessWithTheSameNumberForIt() {
    PastProcess written = PastProcess.of(child.toHandle());
    PastProcess earlier =
        new PastProcess(written.pid(), written.started().minus(Duration.ofHours(1)));

    assertThat(earlier.running()).isEmpty();
    assertThat(earlier.stop("KILL", PATIENCE)).isTrue();
    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void stopsIt() {
    assertThat(PastProcess.of(child.toHandle()).stop("TERM", PATIENCE)).isTrue();

    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void saysWhenItDoesNotStop() {
    assertThat(PastProcess.of(child.toHandle()).stop("CONT", Duration.ofMillis(100))).isFalse();
  }

  @Test
  void readsThePidFileOfPostgres() throws IOException {
    PastProcess process = PastProcess.of(child.toHandle());
    Path file = temporary.resolve("postmaster.pid");
    Files.writeString(
        file,
        "%d\n/data/postgres\n%d\n5432\n\nlocalhost\n"
            .formatted(process.pid(), process.started().getEpochSecond()));

    assertThat(PastProcess.ofPostmaster(file).orElseThrow().running()).contains(child.toHandle());
  }

  @Test
  void knowsNothingWithoutAFileOrFromHalfAFile() throws IOException {
    Path half = Files.writeString(temporary.resolve("half"), "123\n");

    assertThat(PastProcess.read(temporary.resolve("missing"))).isEmpty();
    assertThat(PastProcess.read(half)).isEmpty();
    assertThat(PastProcess.ofPostmaster(half)).isEmpty();
  }
}
