package org.gridseal.web;

import java.util.List;
import org.gridseal.lint.Diagnosis;
import org.gridseal.lint.Explanation;
import org.gridseal.lint.Report;
import org.gridseal.lint.Severity;
import org.jspecify.annotations.Nullable;

/// What the page says of certificates that somebody brought.
///
/// @param tone how it looks as a whole, as in [Standing]
/// @param identifier about the LFDI that was asked about; null if none was
public record LintVerdict(
    String tone, String title, @Nullable Matching identifier, List<Card> certificates) {
  /// Whether an LFDI is the certificate's.
  public record Matching(String tone, String title, String sentence) {}

  /// One certificate.
  ///
  /// @param id of its element
  /// @param role what it is for, beginning a line
  public record Card(String id, String role, List<Fact> facts, List<Note> notes) {}

  /// One finding.
  public record Note(String tone, String title, String sentence, String rule, String source) {}

  static LintVerdict of(Report report, LintTexts texts) {
    long errors = report.count(Severity.ERROR);
    long warnings = report.count(Severity.WARNING);
    String tone = errors > 0 ? "bad" : warnings > 0 ? "turn" : "good";
    String title =
        errors > 0 ? texts.wrong(errors) : warnings > 0 ? texts.careful(warnings) : texts.fine();
    List<Report.Entry> entries = report.chains().stream().flatMap(List::stream).toList();
    return new LintVerdict(
        tone,
        title,
        matching(report.identifier(), texts),
        entries.stream().map(entry -> card(entries.indexOf(entry), entry, texts)).toList());
  }

  private static @Nullable Matching matching(@Nullable Diagnosis diagnosis, LintTexts texts) {
    if (diagnosis == null) {
      return null;
    }
    return diagnosis.matches()
        ? new Matching("good", texts.matches(), diagnosis.sentence())
        : new Matching("bad", texts.matchesNot(), diagnosis.sentence());
  }

  private static Card card(int place, Report.Entry entry, LintTexts texts) {
    Explanation it = entry.certificate();
    return new Card(
        "certificate-" + place,
        Character.toUpperCase(it.role().charAt(0)) + it.role().substring(1),
        List.of(
            new Fact(texts.who(), it.who()),
            new Fact(texts.issuer(), it.issuer()),
            new Fact(texts.says(), String.join(", ", it.says())),
            new Fact(texts.key(), it.key()),
            new Fact(texts.valid(), texts.period(it.from(), it.until())),
            new Fact(texts.serialNumber(), it.serialNumber()),
            new Fact(texts.lfdi(), it.lfdi()),
            new Fact(texts.sfdi(), it.sfdi())),
        entry.findings().stream().map(remark -> note(remark, texts)).toList());
  }

  private static Note note(Report.Remark remark, LintTexts texts) {
    return switch (remark.severity()) {
      case "error" -> note("bad", texts.error(), remark);
      case "warning" -> note("turn", texts.warning(), remark);
      default -> note("wait", texts.notice(), remark);
    };
  }

  private static Note note(String tone, String title, Report.Remark remark) {
    return new Note(tone, title, remark.sentence(), remark.rule(), remark.source());
  }
}
