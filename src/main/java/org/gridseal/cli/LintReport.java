package org.gridseal.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gridseal.lint.Diagnosis;
import org.gridseal.lint.Explanation;
import org.gridseal.lint.Finding;
import org.gridseal.lint.Lint;
import org.gridseal.lint.Role;
import org.gridseal.lint.Severity;
import org.gridseal.lint.Specimen;
import org.jspecify.annotations.Nullable;

/// What `lint` has to say: its components are what a program reads, its lines what a person does.
///
/// @param chains each with the holder's certificate first
@JsonInclude(JsonInclude.Include.NON_NULL)
record LintReport(List<List<Examined>> chains, @Nullable Diagnosis identifier) {
  /// One certificate.
  record Examined(Explanation certificate, List<Remark> findings) {}

  /// One finding.
  record Remark(String rule, String severity, String sentence, String source) {
    private static Remark of(Finding finding) {
      return new Remark(
          finding.name(),
          finding.rule().severity().name().toLowerCase(Locale.ROOT),
          finding.rule().sentence(),
          finding.rule().source());
    }
  }

  static LintReport of(
      List<List<Specimen>> chains,
      Optional<Role> stated,
      Instant now,
      Optional<Diagnosis> identifier) {
    return new LintReport(
        chains.stream().map(chain -> examine(chain, stated, now)).toList(),
        identifier.orElse(null));
  }

  private static List<Examined> examine(List<Specimen> chain, Optional<Role> stated, Instant now) {
    List<Role> roles = Lint.roles(chain, stated);
    List<Finding> findings = Lint.examine(chain, roles, now);
    return IntStream.range(0, chain.size())
        .mapToObj(
            i ->
                new Examined(
                    Explanation.of(chain.get(i), roles.get(i)),
                    findings.stream()
                        .filter(finding -> finding.position() == i)
                        .map(Remark::of)
                        .toList()))
        .toList();
  }

  boolean isFine() {
    return count(Severity.ERROR) == 0 && (identifier == null || identifier.matches());
  }

  private long count(Severity severity) {
    String name = severity.name().toLowerCase(Locale.ROOT);
    return chains.stream()
        .flatMap(List::stream)
        .flatMap(examined -> examined.findings().stream())
        .filter(remark -> remark.severity().equals(name))
        .count();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<Examined> chain : chains) {
      chain.forEach(examined -> write(lines, examined));
    }
    if (identifier != null) {
      lines.add(
          (identifier.matches() ? "" : String.join(" ", identifier.mistakes()) + ": ")
              + identifier.sentence());
    }
    lines.add(
        "errors: %d, warnings: %d, notices: %d"
            .formatted(count(Severity.ERROR), count(Severity.WARNING), count(Severity.NOTICE)));
    return lines;
  }

  private static void write(List<String> lines, Examined examined) {
    Explanation it = examined.certificate();
    lines.add("This is " + it.role() + ".");
    lines.add("  who     " + it.who());
    lines.add("  issuer  " + it.issuer());
    lines.add("  says    " + (it.says().isEmpty() ? "nothing" : String.join(", ", it.says())));
    lines.add("  key     " + it.key());
    lines.add("  valid   from %s, until %s".formatted(it.from(), it.until()));
    lines.add("  serial  " + it.serialNumber());
    lines.add("  LFDI    " + it.lfdi());
    lines.add("  SFDI    " + it.sfdi());
    for (Remark remark : examined.findings()) {
      lines.add("  %s %s".formatted(remark.severity(), remark.rule()));
      lines.add("      " + remark.sentence());
      lines.add("      (" + remark.source() + ")");
    }
    lines.add("");
  }
}
