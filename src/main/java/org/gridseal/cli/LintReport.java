package org.gridseal.cli;

import java.util.ArrayList;
import java.util.List;
import org.gridseal.lint.Diagnosis;
import org.gridseal.lint.Explanation;
import org.gridseal.lint.Report;
import org.gridseal.lint.Severity;

/// A report of the lint in lines for a terminal.
final class LintReport {
  private LintReport() {}

  static List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    report.chains().forEach(chain -> chain.forEach(entry -> write(lines, entry)));
    Diagnosis identifier = report.identifier();
    if (identifier != null) {
      lines.add(
          (identifier.matches() ? "" : String.join(" ", identifier.mistakes()) + ": ")
              + identifier.sentence());
    }
    lines.add(
        "errors: %d, warnings: %d, notices: %d"
            .formatted(
                report.count(Severity.ERROR),
                report.count(Severity.WARNING),
                report.count(Severity.NOTICE)));
    return lines;
  }

  private static void write(List<String> lines, Report.Entry entry) {
    Explanation it = entry.certificate();
    lines.add("This is " + it.role() + ".");
    lines.add("  who     " + it.who());
    lines.add("  issuer  " + it.issuer());
    lines.add("  says    " + (it.says().isEmpty() ? "nothing" : String.join(", ", it.says())));
    lines.add("  key     " + it.key());
    lines.add("  valid   from %s, until %s".formatted(it.from(), it.until()));
    lines.add("  serial  " + it.serialNumber());
    lines.add("  LFDI    " + it.lfdi());
    lines.add("  SFDI    " + it.sfdi());
    for (Report.Remark remark : entry.findings()) {
      lines.add("  %s %s".formatted(remark.severity(), remark.rule()));
      lines.add("      " + remark.sentence());
      lines.add("      (" + remark.source() + ")");
    }
    lines.add("");
  }
}
