package org.gridseal.lint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All there is to say about certificates that somebody brought.
///
/// @param chains each with the holder's certificate first
/// @param identifier about the LFDI or SFDI that was asked about; null if none was
public record Report(List<List<Entry>> chains, @Nullable Diagnosis identifier) {
  public Report {
    chains = chains.stream().map(List::copyOf).toList();
  }

  /// One certificate.
  public record Entry(Explanation certificate, List<Remark> findings) {
    public Entry {
      findings = List.copyOf(findings);
    }
  }

  /// One finding.
  ///
  /// @param rule its stable name
  /// @param severity `error`, `warning` or `notice`
  /// @param source the clause that the rule comes from
  public record Remark(String rule, String severity, String sentence, String source) {
    private static Remark of(Finding finding) {
      return new Remark(
          finding.name(),
          word(finding.rule().severity()),
          finding.rule().sentence(),
          finding.rule().source());
    }
  }

  /// Examines files.
  ///
  /// @param files at least one; the first one's holder is the one in question
  /// @param role what that one is for, when somebody knows; otherwise it is guessed
  /// @param stated an LFDI or SFDI, however it is written
  public static Report of(
      List<Brought> files, Optional<Role> role, Optional<String> stated, Instant now) {
    List<List<Specimen>> chains =
        Chains.of(
            files.stream()
                .map(file -> file.pieces().stream().map(Brought.Piece::certificate).toList())
                .toList());
    return new Report(
        chains.stream().map(chain -> examine(chain, role, now)).toList(),
        stated
            .map(digits -> Diagnosis.of(files.getFirst(), chains.getFirst(), digits))
            .orElse(null));
  }

  private static List<Entry> examine(List<Specimen> chain, Optional<Role> stated, Instant now) {
    List<Role> roles = Lint.roles(chain, stated);
    List<Finding> findings = Lint.examine(chain, roles, now);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      int position = i;
      entries.add(
          new Entry(
              Explanation.of(chain.get(i), roles.get(i)),
              findings.stream()
                  .filter(finding -> finding.position() == position)
                  .map(Remark::of)
                  .toList()));
    }
    return entries;
  }

  /// Whether no error was found, and the identifier matches where one was asked about.
  public boolean sound() {
    return count(Severity.ERROR) == 0 && (identifier == null || identifier.matches());
  }

  public long count(Severity severity) {
    return chains.stream()
        .flatMap(List::stream)
        .flatMap(entry -> entry.findings().stream())
        .filter(remark -> remark.severity().equals(word(severity)))
        .count();
  }

  private static String word(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }
}
