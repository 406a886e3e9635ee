package org.gridseal.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gridseal.policy.Simulation;
import org.gridseal.policy.Tier;

/// What a simulation found, for people: who moves, what they would have to do, what follows for the
/// utility.
final class SimulationReport {
  private SimulationReport() {}

  static List<String> lines(Simulation simulation, Duration took) {
    List<String> lines = new ArrayList<>();
    lines.add("%,d sites in %.1f s".formatted(simulation.sites(), took.toMillis() / 1e3));
    lines.add("");
    addTiers(lines, simulation.tiers());
    lines.add("");
    addDuties(lines, simulation);
    lines.add("");
    lines.add(
        "approvals to be given beside those there are: %,d".formatted(simulation.approvals()));
    lines.add("sites that renew their certificates early: %,d".formatted(simulation.renewals()));
    return lines;
  }

  private static void addTiers(List<String> lines, Map<Tier, Map<Tier, Long>> tiers) {
    lines.add("| now in | then T1 | T2 | T3 | T4 | T5 |");
    lines.add("| --- | --- | --- | --- | --- | --- |");
    tiers.forEach(
        (before, moves) -> {
          var line = new StringBuilder("| " + before + " |");
          for (Tier after : Tier.values()) {
            line.append(" %,d |".formatted(moves.getOrDefault(after, 0L)));
          }
          lines.add(line.toString());
        });
  }

  private static void addDuties(List<String> lines, Simulation simulation) {
    if (simulation.tightened().isEmpty()) {
      lines.add("no site would have to do anything");
      return;
    }
    lines.add("| control that demands more | sites |");
    lines.add("| --- | --- |");
    simulation
        .tightened()
        .forEach(entry -> lines.add("| %s | %,d |".formatted(entry.getKey(), entry.getValue())));
  }
}
