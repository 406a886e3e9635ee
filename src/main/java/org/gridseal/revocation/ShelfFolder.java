package org.gridseal.revocation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A folder for CRLs that this process has to itself: of the folders `1`, `2`, … at one place the
/// first that nobody has locked.
///
/// The lock is the operating system's and ends with its process, however that ends. So services on
/// one machine never touch each other's files, and what one left behind is removed by the next that
/// starts: there are never more folders than there were services at a time.
final class ShelfFolder implements AutoCloseable {
  private static final String SUFFIX = ".crl";

  /// More services than anybody lets work at one place.
  private static final int MOST = 64;

  private final Path folder;
  private final FileChannel lock;

  private ShelfFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /// Takes a folder and empties it.
  ///
  /// @throws UncheckedIOException if nothing can be written there, or its file system knows no
  ///   locks
  static ShelfFolder under(Path place) {
    try {
      for (int number = 1; number <= MOST; number++) {
        Path folder = Files.createDirectories(place.resolve(Integer.toString(number)));
        Optional<FileChannel> lock = lock(folder.resolve("lock"));
        if (lock.isPresent()) {
          var own = new ShelfFolder(folder, lock.get());
          own.empty();
          return own;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("lists cannot be kept in " + place, e);
    }
    throw new IllegalStateException(
        "%d services keep their lists in %s already".formatted(MOST, place));
  }

  /// @return empty if somebody else has it
  private static Optional<FileChannel> lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean isOurs = false;
    try {
      isOurs = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Somebody else in this very process.
    } finally {
      if (!isOurs) {
        channel.close();
      }
    }
    return isOurs ? Optional.of(channel) : Optional.empty();
  }

  /// Copies a list out of the register.
  ///
  /// @return empty, and no file is left, if its content is not there or not as long as it should be
  /// @throws UncheckedIOException if there is no room; no file is left
  /// @throws org.gridseal.database.DatabaseException if the register is away; no file is left
  Optional<Path> copy(IssuedList list, RevocationLists register) {
    Path file = folder.resolve(list.content() + SUFFIX);
    boolean isWhole = false;
    try {
      isWhole = write(list, register, file);
    } catch (IOException e) {
      throw new UncheckedIOException("a list cannot be put on the shelf", e);
    } finally {
      if (!isWhole) {
        remove(file);
      }
    }
    return isWhole ? Optional.of(file) : Optional.empty();
  }

  private static boolean write(IssuedList list, RevocationLists register, Path file)
      throws IOException {
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (!register.read(list.content(), to)) {
        return false;
      }
    }
    return Files.size(file) == list.octets();
  }

  /// Removes a file; who has it open can read it to its end.
  void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("an old list cannot be taken from the shelf", e);
    }
  }

  private void empty() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /// Empties it and lets go of it.
  @Override
  public void close() {
    try (lock) {
      empty();
    } catch (IOException e) {
      throw new UncheckedIOException("lists cannot be removed from " + folder, e);
    }
  }
}
