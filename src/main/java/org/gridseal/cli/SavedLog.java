package org.gridseal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.audit.LogSource;

/// Keeps what is read from a log, but only once all of it was found good: until then it lies in a
/// folder of its own, and an earlier good copy stays as it is.
final class SavedLog implements LogSource, AutoCloseable {
  private final LogSource source;
  private final Path folder;
  private final Path unverified;

  SavedLog(LogSource source, Path folder) throws IOException {
    this.source = source;
    this.folder = folder;
    Files.createDirectories(folder);
    this.unverified = Files.createTempDirectory(folder, ".unverified-");
  }

  @Override
  public Optional<byte[]> read(String path, int maximum) throws IOException {
    Optional<byte[]> content = source.read(path, maximum);
    if (content.isPresent()) {
      Path file = unverified.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, content.get());
    }
    return content;
  }

  /// Makes the copy the good one. The checkpoint comes last: a folder is never without what its
  /// checkpoint speaks of.
  void keep() throws IOException {
    for (Path file : files()) {
      Path target = folder.resolve(unverified.relativize(file));
      Files.createDirectories(target.getParent());
      Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Throws away what was not kept.
  @Override
  public void close() throws IOException {
    try (Stream<Path> rest = Files.walk(unverified)) {
      for (Path file : rest.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  /// Writes a file so that at every moment the old or the new content is there.
  static void replace(Path file, byte[] content) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
    Files.write(beside, content);
    Files.move(
        beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(unverified)) {
      return all.filter(Files::isRegularFile)
          .sorted((a, b) -> Boolean.compare(isCheckpoint(a), isCheckpoint(b)))
          .toList();
    }
  }

  private boolean isCheckpoint(Path file) {
    return unverified.relativize(file).toString().equals(CHECKPOINT);
  }
}
