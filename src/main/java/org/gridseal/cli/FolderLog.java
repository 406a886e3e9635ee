package org.gridseal.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gridseal.audit.LogSource;

/// A copy of a log in a folder, laid out as it is served.
///
/// @param folder with the checkpoint in it
record FolderLog(Path folder) implements LogSource {
  @Override
  public Optional<byte[]> read(String path, int maximum) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(atMost(in, maximum, path));
    }
  }

  /// @throws IOException if there is more
  static byte[] atMost(InputStream in, int maximum, String path) throws IOException {
    byte[] bytes = in.readNBytes(maximum + 1);
    if (bytes.length > maximum) {
      throw new IOException(path + " is longer than anything that belongs there");
    }
    return bytes;
  }
}
