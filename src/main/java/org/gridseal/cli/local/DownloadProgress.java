package org.gridseal.cli.local;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Follows what Maven prints while it fetches one large file.
final class DownloadProgress {
  /// For example `Progress (1): keycloak-quarkus-dist-26.7.3.tar.gz (12/176 MB)`, rewritten many
  /// times a second.
  private static final Pattern AMOUNT = Pattern.compile("\\((\\d+)(?:\\.\\d+)?/(\\d+) MB\\)");

  /// One line for each eighth of the way.
  private static final int STEPS = 8;

  private final Consumer<String> progress;
  private int stepsTold;

  DownloadProgress(Consumer<String> progress) {
    this.progress = progress;
  }

  /// Reads to the end; tells how far a download is, and keeps every other line.
  void follow(Reader reader, StringBuilder otherLines) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int character = reader.read(); character >= 0; character = reader.read()) {
      if (character == '\n' || character == '\r') {
        take(line.toString(), otherLines);
        line.setLength(0);
      } else {
        line.append((char) character);
      }
    }
  }

  private void take(String line, StringBuilder otherLines) {
    Matcher amount = AMOUNT.matcher(line);
    if (amount.find()) {
      tell(Integer.parseInt(amount.group(1)), Integer.parseInt(amount.group(2)));
    } else if (!line.isBlank()) {
      otherLines.append(line).append('\n');
    }
  }

  private void tell(int done, int all) {
    int steps = all == 0 ? 0 : done * STEPS / all;
    if (steps > stepsTold) {
      stepsTold = steps;
      progress.accept("  %d of %d MB".formatted(done, all));
    }
  }
}
