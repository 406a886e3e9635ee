package org.gridseal.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir Path temporary;

  @Test
  void refusesASecondHolderAndNamesTheFirst() {
    Path data = temporary.resolve("data");
    try (DataDirectory _ = DataDirectory.lock(data)) {
      assertThatThrownBy(() -> DataDirectory.lock(data))
          .isInstanceOf(CannotStartException.class)
          .hasMessageContainingAll("process " + ProcessHandle.current().pid(), "--data");
    }
  }

  @Test
  void isFreeAgainOnceClosed() {
    Path data = temporary.resolve("data");
    DataDirectory.lock(data).close();

    try (DataDirectory again = DataDirectory.lock(data)) {
      assertThat(again.path()).isDirectory();
    }
  }

  @Test
  void isForItsOwnersEyesOnly() throws IOException {
    try (DataDirectory data = DataDirectory.lock(temporary.resolve("data"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void tellsHowMuchIsFreeAndHowMuchIsNeeded() {
    try (DataDirectory data = DataDirectory.lock(temporary.resolve("data"))) {
      assertThatThrownBy(() -> data.requireFree(Long.MAX_VALUE))
          .isInstanceOf(CannotStartException.class)
          .hasMessageMatching(".* has \\d+ MB free and needs \\d+ MB; .*--data");
    }
  }

  @Test
  void tellsThatAFileIsNoDirectory() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));

    assertThatThrownBy(() -> DataDirectory.lock(file))
        .isInstanceOf(CannotStartException.class)
        .hasMessageContaining("choose another with --data");
  }
}
