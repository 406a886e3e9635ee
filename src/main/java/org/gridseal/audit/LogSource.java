package org.gridseal.audit;

import java.io.IOException;
import java.util.Optional;

/// Where a log is read from: its server, or a folder with a copy.
@FunctionalInterface
public interface LogSource {
  /// Path of the newest checkpoint.
  String CHECKPOINT = "checkpoint";

  /// Reads what is at a path below the log's address; nothing if there is nothing.
  ///
  /// @param maximum bytes; a longer answer is a failure
  /// @throws IOException if it cannot be known; the caller may try again
  Optional<byte[]> read(String path, int maximum) throws IOException;
}
