package org.gridseal.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void isMarkdownInStraightColumns() {
    TextTable table = new TextTable("mode", "ms");
    table.add("kept-alive", "1.2");

    assertThat(table.lines())
        .containsExactly("| mode       | ms  |", "| ---------- | --- |", "| kept-alive | 1.2 |");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    TextTable table = new TextTable("mode", "ms");

    assertThatIllegalArgumentException().isThrownBy(() -> table.add("fresh"));
  }
}
