package org.gridseal.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.document.BrokenDocumentException.Problem;
import org.gridseal.site.ApparentPower;

/// The shipped policy file, with entries added to it.
final class Book {
  private static final String OVERRIDES = "overrides: []\n";
  private static final String RULES = "rules: []\n";

  private Book() {}

  static String shipped() {
    try {
      return Files.readString(Path.of("policies/sites.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @param entries items of a YAML list
  static String withRules(String entries) {
    return shipped().replace(RULES, "rules:\n" + entries.indent(2));
  }

  static String withOverrides(String entries) {
    return shipped().replace(OVERRIDES, "overrides:\n" + entries.indent(2));
  }

  static PolicyBook of(String yaml) {
    return PolicyBook.parse(yaml.getBytes(UTF_8));
  }

  /// What is wrong with it; nothing when it can be read.
  static List<Problem> problemsOf(String yaml) {
    try {
      of(yaml);
      return List.of();
    } catch (BrokenDocumentException e) {
      return e.problems();
    }
  }

  static Connection site(int kilovoltAmperes, String feeder, UnitFacts... units) {
    return new Connection(
        ApparentPower.ofKilovoltAmperes(kilovoltAmperes),
        Connection.LOW,
        new Setting("north", feeder, List.of("ieee2030.5-device"), List.of(units)));
  }

  /// The line, from 1, on which a text stands for the first time.
  static int lineOf(String yaml, String text) {
    return yaml.substring(0, yaml.indexOf(text)).split("\n", -1).length;
  }
}
