package org.gridseal.web;

import java.util.ArrayList;
import java.util.List;

/// The tiers side by side: for each control what it is for, and what each tier demands. Tiers that
/// stand beside each other and demand the same share a cell, so that one sees where it changes.
///
/// @param version the digest of the file, in hexadecimal
/// @param columns the tiers, from the lowest up
public record PolicyTable(String version, List<Column> columns, List<Group> groups) {
  public PolicyTable {
    columns = List.copyOf(columns);
    groups = List.copyOf(groups);
  }

  /// A tier.
  ///
  /// @param sizes of the sites in it
  public record Column(String name, String title, String sizes) {}

  /// Controls that belong together.
  public record Group(String title, List<Row> rows) {
    public Group {
      rows = List.copyOf(rows);
    }
  }

  /// A control.
  ///
  /// @param stated whether sites are told of it and not held to it
  public record Row(String name, String sentence, boolean stated, List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /// What some tiers demand.
  ///
  /// @param items one below the other
  /// @param span how many tiers
  /// @param tiers their names: `T1`, `T2–T4`
  public record Cell(List<String> items, int span, String tiers) {
    public Cell {
      items = List.copyOf(items);
    }
  }

  /// Lays out what each tier demands, in their order.
  static List<Cell> cells(List<String> tiers, List<List<String>> demands) {
    List<Cell> cells = new ArrayList<>();
    int first = 0;
    for (int next = 1; next <= demands.size(); next++) {
      if (next == demands.size() || !demands.get(next).equals(demands.get(first))) {
        cells.add(new Cell(demands.get(first), next - first, named(tiers, first, next - 1)));
        first = next;
      }
    }
    return cells;
  }

  private static String named(List<String> tiers, int first, int last) {
    return first == last ? tiers.get(first) : tiers.get(first) + "–" + tiers.get(last);
  }
}
