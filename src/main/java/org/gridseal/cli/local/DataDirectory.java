package org.gridseal.cli.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// The folder that holds everything an instance keeps. While one is held, no other process holds
/// it: the lock is the operating system's, so it goes away with the process, however that ends.
public final class DataDirectory implements AutoCloseable {
  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /// Makes the folder when there is none, for this person's eyes only, and takes hold of it.
  ///
  /// @throws CannotStartException if another process holds it, or it cannot be written
  public static DataDirectory lock(Path path) {
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return hold(path.toRealPath());
    } catch (IOException e) {
      throw new CannotStartException(
          "cannot write to the data directory %s (%s); choose another with --data"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  public Path path() {
    return path;
  }

  public Path resolve(String name) {
    return path.resolve(name);
  }

  /// @throws CannotStartException if fewer bytes than this are free
  public void requireFree(long bytes) {
    try {
      long free = Files.getFileStore(path).getUsableSpace();
      if (free < bytes) {
        throw new CannotStartException(
            "%s has %d MB free and needs %d MB; free some or choose another place with --data"
                .formatted(path, free >> 20, bytes >> 20));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets go of the folder.
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataDirectory hold(Path path) throws IOException {
    Path file = path.resolve("lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new CannotStartException(
          "%s is in use by process %s; stop that one, or start this one elsewhere with --data"
              .formatted(path, Files.readString(file).strip()));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
    return new DataDirectory(path, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }
}
