package org.gridseal.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A file system of its own that holds little, and can be filled to its last page. Mounting takes
/// root, and Linux.
public final class SmallDisk implements AutoCloseable {
  private static final int PAGE = 4096;

  private final Path folder;
  private final Path ballast;
  private final Thread end = new Thread(this::unmount, "unmount");

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /// Whether this machine lets us mount; it is tried.
  public static boolean canBeMounted() {
    try {
      Path folder = Files.createTempDirectory("gridseal disk ");
      boolean mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder + "");
      if (mounted) {
        new SmallDisk(folder).unmount();
      }
      Files.delete(folder);
      return mounted;
    } catch (IOException e) {
      return false;
    }
  }

  /// @param folder exists and is empty
  public static SmallDisk mount(Path folder, int megabytes) throws IOException {
    if (!succeeds(
        "mount", "-t", "tmpfs", "-o", "size=%dm".formatted(megabytes), "tmpfs", folder + "")) {
      throw new IOException("cannot mount at " + folder);
    }
    SmallDisk disk = new SmallDisk(folder);
    // Whoever interrupts the tests finds no mount either.
    Runtime.getRuntime().addShutdownHook(disk.end);
    return disk;
  }

  public Path path() {
    return folder;
  }

  /// Leaves no page free.
  public void fill() throws IOException {
    try (OutputStream file = Files.newOutputStream(ballast)) {
      byte[] page = new byte[PAGE];
      while (folder.toFile().getUsableSpace() > 0) {
        file.write(page);
      }
    }
  }

  /// Frees what [#fill] has taken.
  public void free() throws IOException {
    Files.delete(ballast);
  }

  @Override
  public void close() {
    unmount();
    Runtime.getRuntime().removeShutdownHook(end);
  }

  /// Also while somebody still has a file open there: the last to close it frees the memory.
  private void unmount() {
    if (!succeeds("umount", folder + "") && !succeeds("umount", "-l", folder + "")) {
      System.err.println("cannot unmount " + folder);
    }
  }

  private static boolean succeeds(String... words) {
    try {
      Process process =
          new ProcessBuilder(List.of(words))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
