package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogKeyTest {
  private static final String ORIGIN = "log.test/key";

  @TempDir private Path folder;

  @Test
  void isMadeOnceAndFoundAgain() throws IOException {
    Path file = folder.resolve("secrets/log-key");

    LogKey made = LogKey.createOrLoad(file, ORIGIN, new SecureRandom());
    LogKey found = LogKey.createOrLoad(file, ORIGIN, new SecureRandom());

    assertThat(found.verifier()).hasToString(made.verifier().toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void signsWhatItsVerifierAccepts() throws Exception {
    LogKey key = LogKey.create(ORIGIN, new SecureRandom());
    var checkpoint = new Checkpoint(ORIGIN, 0, Hash.ofEmptyTree());

    byte[] note = key.sign(checkpoint).encoded();

    assertThat(Checkpoint.open(note, VerifierKey.parse(key.verifier().toString())))
        .isEqualTo(checkpoint);
  }

  @Test
  void signsForNoOtherLog() {
    LogKey key = LogKey.create(ORIGIN, new SecureRandom());

    assertThatThrownBy(() -> key.sign(new Checkpoint("log.test/other", 0, Hash.ofEmptyTree())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void replacesNoFileItCannotRead() throws IOException {
    Path file = Files.writeString(folder.resolve("log-key"), "scrambled");

    assertThatThrownBy(() -> LogKey.createOrLoad(file, ORIGIN, new SecureRandom()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("scrambled");
  }

  @Test
  void refusesTwoHalvesOfDifferentPairs() throws IOException {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    LogKey.createOrLoad(one, ORIGIN, new SecureRandom());
    LogKey.createOrLoad(two, ORIGIN, new SecureRandom());
    String privateHalf = Files.readString(one).split("-----BEGIN PUBLIC", -1)[0];
    String publicHalf = Files.readString(two).split("-----BEGIN PUBLIC", -1)[1];

    Files.writeString(one, privateHalf + "-----BEGIN PUBLIC" + publicHalf);

    assertThatThrownBy(() -> LogKey.createOrLoad(one, ORIGIN, new SecureRandom()))
        .isInstanceOf(IllegalStateException.class);
  }
}
