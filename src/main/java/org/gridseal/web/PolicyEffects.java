package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridseal.cost.FleetCost;
import org.gridseal.cost.Money;
import org.gridseal.cost.Plan;
import org.gridseal.cost.Usage;
import org.gridseal.cost.Wan;
import org.gridseal.cost.WanBook;
import org.gridseal.enactment.Enactment.Waiting;
import org.gridseal.enactment.Preview.Effect;
import org.gridseal.policy.Move;
import org.gridseal.policy.Simulation;
import org.gridseal.policy.Tier;

/// What an edition that waits would change, in words.
@ApplicationScoped
class PolicyEffects {
  /// Lines that people can be expected to read.
  private static final int MOST_DIFFERENCES = 200;

  /// The schema of IEEE 2030.5 says 15 minutes where nobody says anything.
  private static final Usage USAGE = new Usage(Duration.ofMinutes(15), false);

  private final Optional<WanBook> wans;
  private final PolicyTexts texts;

  PolicyEffects(Optional<WanBook> wans, Words words) {
    this.wans = wans;
    this.texts = words.policy();
  }

  WaitingPolicy of(Waiting waiting, Effect effect, Visitor visitor) {
    boolean mine = waiting.isAgreedBy(visitor.actor().subject());
    List<String> shown = effect.differences().stream().limit(MOST_DIFFERENCES).toList();
    return new WaitingPolicy(
        waiting.edition().id().toString(),
        shown,
        effect.differences().size() - shown.size(),
        texts.looked(number(effect.simulation().sites())),
        moves(effect.simulation()),
        duties(effect.simulation()),
        prices(effect.simulation()),
        texts.agreed(waiting.agreements().size(), waiting.needed()),
        visitor.enactsPolicies() && !mine,
        mine);
  }

  private List<String> moves(Simulation simulation) {
    List<String> sentences = new ArrayList<>();
    simulation
        .tiers()
        .forEach(
            (before, after) ->
                after.entrySet().stream()
                    .filter(entry -> entry.getKey() != before)
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> sentences.add(move(before, entry))));
    return sentences;
  }

  private String move(Tier before, Map.Entry<Tier, Long> after) {
    return texts.move(number(after.getValue()), before.toString(), after.getKey().toString());
  }

  private List<String> duties(Simulation simulation) {
    List<String> sentences = new ArrayList<>();
    simulation
        .tightened()
        .forEach(it -> sentences.add(texts.tightened(it.getKey(), number(it.getValue()))));
    if (simulation.approvals() > 0) {
      sentences.add(texts.moreApprovals(number(simulation.approvals())));
    }
    if (simulation.renewals() > 0) {
      sentences.add(texts.earlyRenewals(number(simulation.renewals())));
    }
    return sentences;
  }

  private List<WaitingPolicy.Price> prices(Simulation simulation) {
    return wans.stream()
        .flatMap(book -> book.wans().stream().map(wan -> Map.entry(book, wan)))
        .flatMap(
            it ->
                it.getKey().plansFor(it.getValue()).stream()
                    .map(plan -> price(it.getKey(), it.getValue(), plan, simulation)))
        .filter(price -> !price.now().equals(price.then()))
        .toList();
  }

  private WaitingPolicy.Price price(WanBook book, Wan wan, Plan plan, Simulation simulation) {
    return new WaitingPolicy.Price(
        wan.name(),
        plan.name(),
        cost(book, wan, plan, simulation, Move::before),
        cost(book, wan, plan, simulation, Move::after));
  }

  private String cost(
      WanBook book, Wan wan, Plan plan, Simulation simulation, Function<Move, Move.Demand> of) {
    FleetCost cost = FleetCost.on(book, wan.name(), plan.name(), USAGE, simulation.demands(of));
    String sums =
        cost.prices().values().stream().map(Money::toString).collect(Collectors.joining(" + "));
    String known = sums.isEmpty() ? texts.noPrice() : sums;
    return cost.unpriced() == 0 ? known : texts.without(known, number(cost.unpriced()));
  }

  private static String number(long number) {
    return "%,d".formatted(number);
  }
}
