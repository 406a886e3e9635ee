package org.gridseal.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Where a report goes: tables to the standard output, and JSON where it was asked for.
final class ReportOutput {
  private static final String STANDARD_OUTPUT = "-";

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "Writes the report as JSON to a file, or to the standard output instead.")
  private @Nullable String json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /// Tells a person what is under way; a program that reads the standard output never sees it.
  void say(String line) {
    line(spec.commandLine().getErr(), line);
  }

  void print(Printable report) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (STANDARD_OUTPUT.equals(json)) {
      line(out, ReportJson.write(report));
      return;
    }
    if (json != null) {
      Files.writeString(Path.of(json), ReportJson.write(report) + "\n");
    }
    report.lines().forEach(line -> line(out, line));
  }

  private static void line(PrintWriter writer, String line) {
    writer.println(line);
    writer.flush();
  }
}
