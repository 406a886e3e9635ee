package org.gridseal.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The table of rules in `docs/linting.md` is the catalogue. When a rule changes, the right table
/// is in `target/linting-table.md`.
class LintTableTest {
  @Test
  void isTheCatalogueWordForWord() throws IOException {
    String table = Lint.RULES.stream().map(LintTableTest::row).collect(Collectors.joining());
    Files.writeString(Path.of("target/linting-table.md"), table);

    assertThat(Files.readString(Path.of("docs/linting.md"))).contains(table);
  }

  @Test
  void countsTheRules() throws IOException {
    assertThat(Files.readString(Path.of("docs/linting.md"))).contains(Lint.RULES.size() + " rules");
  }

  private static String row(Rule rule) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            rule.name(),
            rule.severity().name().toLowerCase(Locale.ROOT),
            rule.sentence(),
            rule.source());
  }
}
