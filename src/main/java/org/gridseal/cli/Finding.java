package org.gridseal.cli;

import java.util.List;

/// One thing that was looked at, in plain words.
///
/// @param advice what to do; empty if all is well
record Finding(Grade grade, String sentence, String advice) {
  /// How bad it is.
  enum Grade {
    OK("ok"),
    /// Usable, and better mended.
    WARNING("warning"),
    /// The key cannot be used.
    FAILURE("FAILED");

    private final String word;

    Grade(String word) {
      this.word = word;
    }
  }

  static Finding ok(String sentence) {
    return new Finding(Grade.OK, sentence, "");
  }

  static Finding warning(String sentence, String advice) {
    return new Finding(Grade.WARNING, sentence, advice);
  }

  static Finding failure(String sentence, String advice) {
    return new Finding(Grade.FAILURE, sentence, advice);
  }

  List<String> lines() {
    String line = "%-8s %s".formatted(grade.word, sentence);
    return advice.isEmpty() ? List.of(line) : List.of(line, " ".repeat(9) + advice);
  }
}
