package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gridseal.authority.Partition;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfFolderTest {
  private static final ListScope ALL = new ListScope("issuing", Partition.WHOLE);
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path place;

  private final InMemoryLists lists = new InMemoryLists();

  @Test
  void removesWhatWasLeftBehind() throws IOException {
    Path left = Files.createDirectories(place.resolve("1")).resolve("left.crl");
    Path another = place.resolve("1/of-somebody-else");
    Files.writeString(left, "left by a process that was killed");
    Files.writeString(another, "no list");

    try (ShelfFolder folder = ShelfFolder.under(place)) {
      assertThat(copy(folder, 1).getParent()).isEqualTo(place.resolve("1"));
      assertThat(left).doesNotExist();
      assertThat(another).exists();
    }
  }

  @Test
  void neverTouchesTheFilesOfAnotherOne() {
    try (ShelfFolder first = ShelfFolder.under(place)) {
      Path file = copy(first, 1);

      try (ShelfFolder second = ShelfFolder.under(place)) {
        assertThat(copy(second, 1)).isNotEqualTo(file);
      }

      assertThat(file).exists();
    }
  }

  /// Within one process Java keeps locks apart; between two the operating system does.
  @Test
  void neverTouchesTheFilesOfAnotherProcess() throws Exception {
    Process other = Holder.start(place);
    try {
      assertThat(other.getInputStream().read()).isEqualTo('!');
      Path file = place.resolve("1/in-use.crl");
      Files.writeString(file, "in use");

      try (ShelfFolder own = ShelfFolder.under(place)) {
        assertThat(copy(own, 1).getParent()).isEqualTo(place.resolve("2"));
      }
      assertThat(file).exists();

      other.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      try (ShelfFolder own = ShelfFolder.under(place)) {
        assertThat(copy(own, 1).getParent()).isEqualTo(place.resolve("1"));
      }
      assertThat(file).as("whoever had it was killed").doesNotExist();
    } finally {
      other.destroyForcibly();
    }
  }

  /// A process that holds the lock of the first folder until it is ended.
  static final class Holder {
    static Process start(Path place) throws IOException {
      Files.createDirectories(place.resolve("1"));
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              Holder.class.getName(),
              place.resolve("1/lock").toString())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    public static void main(String... arguments) throws Exception {
      try (FileChannel channel =
              FileChannel.open(
                  Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.print(lock.isValid() ? "!" : "?");
        System.out.flush();
        Thread.sleep(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      }
    }
  }

  @Test
  void leavesNothingBehindButItsLock() throws IOException {
    try (ShelfFolder folder = ShelfFolder.under(place)) {
      copy(folder, 1);
      copy(folder, 2);
    }

    try (Stream<Path> left = Files.list(place.resolve("1"))) {
      assertThat(left).containsExactly(place.resolve("1/lock"));
    }
  }

  @Test
  void saysWhenNothingCanBeWrittenThere() throws IOException {
    Path file = Files.createFile(place.resolve("a file"));

    assertThatThrownBy(() -> ShelfFolder.under(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("lists cannot be kept in");
  }

  private Path copy(ShelfFolder folder, int number) {
    byte[] content = {1, 2, (byte) number};
    IssuedList list = lists.publish(ALL, number, Authorities.NOW, content);
    return folder.copy(list, lists).orElseThrow();
  }
}
