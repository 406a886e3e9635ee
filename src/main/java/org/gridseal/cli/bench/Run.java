package org.gridseal.cli.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.gridseal.cli.local.Home;
import picocli.CommandLine.Model.CommandSpec;

/// What makes one run of a command another than the next: when it was, and of which build.
///
/// @param measuredAt RFC 3339, UTC
/// @param command as it was typed
record Run(String measuredAt, String commit, String command) {
  /// Of the command that runs, now.
  static Run of(CommandSpec command) {
    return new Run(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Machine.commit(Home.path()),
        "./gridseal "
            + String.join(" ", command.root().commandLine().getParseResult().originalArgs()));
  }

  /// For people.
  String line() {
    return "%s, commit %s, %s".formatted(measuredAt, commit, command);
  }
}
