package org.gridseal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.gridseal.web.PolicyTable.Cell;
import org.junit.jupiter.api.Test;

class PolicyTableTest {
  private static final List<String> TIERS = List.of("T1", "T2", "T3", "T4", "T5");

  @Test
  void letsNeighboursShareACell() {
    List<Cell> cells = cells("24 hours", "24 hours", "12 hours", "8 hours", "8 hours");

    assertThat(cells)
        .containsExactly(
            new Cell(List.of("24 hours"), 2, "T1–T2"),
            new Cell(List.of("12 hours"), 1, "T3"),
            new Cell(List.of("8 hours"), 2, "T4–T5"));
  }

  @Test
  void givesOneCellToWhatAllDemand() {
    assertThat(cells("P-256", "P-256", "P-256", "P-256", "P-256"))
        .containsExactly(new Cell(List.of("P-256"), 5, "T1–T5"));
  }

  @Test
  void keepsTiersApartThatAreNoNeighbours() {
    List<Cell> cells = cells("one", "two", "one", "one", "two");

    assertThat(cells).extracting(Cell::tiers).containsExactly("T1", "T2", "T3–T4", "T5");
    assertThat(cells.stream().mapToInt(Cell::span).sum()).isEqualTo(TIERS.size());
  }

  private static List<Cell> cells(String... demands) {
    return PolicyTable.cells(TIERS, Arrays.stream(demands).map(List::of).toList());
  }
}
