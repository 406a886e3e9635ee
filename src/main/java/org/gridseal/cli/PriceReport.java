package org.gridseal.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridseal.cli.bench.TextTable;
import org.gridseal.cost.FleetCost;
import org.gridseal.cost.Money;
import org.gridseal.cost.Plan;
import org.gridseal.cost.Usage;
import org.gridseal.cost.Wan;
import org.gridseal.cost.WanBook;
import org.gridseal.policy.Move;
import org.gridseal.policy.Simulation;

/// What the sites of a simulation would cost in a month, now and then, if all were on one WAN with
/// one plan; with the cheapest sessions that each policy allows.
final class PriceReport {
  private final Simulation simulation;
  private final WanBook book;
  private final Usage usage;

  private PriceReport(Simulation simulation, WanBook book, Usage usage) {
    this.simulation = simulation;
    this.book = book;
    this.usage = usage;
  }

  static List<String> lines(Simulation simulation, WanBook book, Usage usage) {
    return new PriceReport(simulation, book, usage).lines();
  }

  private List<String> lines() {
    TextTable table =
        new TextTable(
            "WAN", "plan", "a month now", "then", "sites that may not use it now", "then");
    for (Wan wan : book.wans()) {
      book.plansFor(wan).forEach(plan -> table.add(cells(wan, plan)));
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "what a month of 30 days costs if all are on one network, with a poll each %s"
            .formatted(usage.poll()));
    lines.addAll(table.lines());
    return lines;
  }

  private String[] cells(Wan wan, Plan plan) {
    FleetCost now = cost(wan, plan, Move::before);
    FleetCost then = cost(wan, plan, Move::after);
    return new String[] {
      wan.name(),
      plan.name(),
      prices(now),
      prices(then),
      "%,d".formatted(now.unpriced()),
      "%,d".formatted(then.unpriced())
    };
  }

  private FleetCost cost(Wan wan, Plan plan, Function<Move, Move.Demand> of) {
    return FleetCost.on(book, wan.name(), plan.name(), usage, simulation.demands(of));
  }

  private static String prices(FleetCost cost) {
    String sums =
        cost.prices().values().stream().map(Money::toString).collect(Collectors.joining(" + "));
    return sums.isEmpty() ? "none" : sums;
  }
}
