package org.gridseal.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where a child process writes to, and what a person is shown of it when the child fails.
record LogFile(Path path) {
  private static final int TAIL_LINES = 15;

  ProcessBuilder.Redirect appending() {
    return ProcessBuilder.Redirect.appendTo(path.toFile());
  }

  /// The last lines, indented, and where the others are.
  String tail() {
    try {
      List<String> lines = Files.readAllLines(path);
      List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
      return "  " + String.join("\n  ", last) + "\n(all of it: " + path + ")";
    } catch (IOException e) {
      return "  (nothing: " + e.getMessage() + ")";
    }
  }
}
