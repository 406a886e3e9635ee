package org.gridseal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.gridseal.cli.bench.TextTable;
import org.gridseal.cost.FleetCost;
import org.gridseal.cost.Money;
import org.gridseal.policy.Tier;
import org.jspecify.annotations.Nullable;

/// What a fleet costs, for people and for programs.
///
/// @param choices the whole fleet on one WAN with one plan each
record FleetReport(List<Choice> choices) {
  FleetReport {
    choices = List.copyOf(choices);
  }

  /// @param price of all sites that have one; null if none has
  /// @param unpriced sites that the WAN or the plan is none for
  record Choice(
      String wan,
      String plan,
      List<Row> rows,
      long bytesPerMonth,
      @Nullable String price,
      long unpriced) {
    Choice {
      rows = List.copyOf(rows);
    }

    static Choice of(FleetCost cost) {
      FleetCost.Kind any = cost.lines().getFirst().kind();
      String prices =
          cost.prices().values().stream().map(Money::toString).collect(Collectors.joining(" + "));
      return new Choice(
          any.wan(),
          any.plan(),
          cost.lines().stream().map(Row::of).toList(),
          cost.volume().octets(),
          prices.isEmpty() ? null : prices,
          cost.unpriced());
    }
  }

  /// All sites of one tier.
  ///
  /// @param sessions what is proposed; null if the tier does not accept the WAN
  /// @param price of all of them; null if there is none
  record Row(
      Tier tier,
      long sites,
      @Nullable String sessions,
      long bytesPerMonth,
      @Nullable String price) {
    static Row of(FleetCost.Line line) {
      return new Row(
          line.kind().demand().tier(),
          line.sites(),
          line.perSite().map(it -> it.sessions().toString()).orElse(null),
          line.volume().octets(),
          line.price().map(Money::toString).orElse(null));
    }
  }

  static FleetReport of(List<FleetCost> choices) {
    return new FleetReport(choices.stream().map(Choice::of).toList());
  }

  List<String> lines() {
    TextTable table = new TextTable("WAN", "plan", "tier", "sites", "sessions", "GB", "price");
    for (Choice choice : choices) {
      choice.rows().forEach(row -> table.add(cells(choice, row)));
      if (choice.rows().size() > 1) {
        table.add(sum(choice));
      }
    }
    List<String> lines = new ArrayList<>(List.of("a month of 30 days"));
    lines.addAll(table.lines());
    return lines;
  }

  private static String[] cells(Choice choice, Row row) {
    return new String[] {
      choice.wan(),
      choice.plan(),
      row.tier().toString(),
      "%,d".formatted(row.sites()),
      row.sessions() == null ? "the tier accepts no way over it" : row.sessions(),
      gigabytes(row.bytesPerMonth()),
      row.price() == null ? "none" : row.price()
    };
  }

  private static String[] sum(Choice choice) {
    return new String[] {
      choice.wan(),
      choice.plan(),
      "all",
      "%,d".formatted(choice.rows().stream().mapToLong(Row::sites).sum()),
      choice.unpriced() == 0 ? "" : "%,d without a price".formatted(choice.unpriced()),
      gigabytes(choice.bytesPerMonth()),
      choice.price() == null ? "none" : choice.price()
    };
  }

  private static String gigabytes(long octets) {
    return "%,.1f".formatted(octets / 1e9);
  }
}
