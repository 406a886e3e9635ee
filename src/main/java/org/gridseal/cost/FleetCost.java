package org.gridseal.cost;

import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.policy.Move;

/// What a fleet costs in a month. Sites of one kind cost the same, so each kind is worked out once
/// and multiplied: a million sites take as long as their kinds.
///
/// @param lines one for each kind, in the order given
public record FleetCost(List<Line> lines) {
  public FleetCost {
    lines = List.copyOf(lines);
  }

  /// Sites that cost the same.
  ///
  /// @param demand what they must meet
  /// @param wan name of a WAN of the book
  /// @param plan name of a price plan that the WAN has
  public record Kind(Move.Demand demand, String wan, String plan, Usage usage) {}

  /// @param perSite empty if the tier does not accept the WAN, or the plan has no price for so much
  public record Line(Kind kind, long sites, Optional<Offer> perSite) {
    /// Of all sites of the kind.
    public DataVolume volume() {
      return perSite.map(it -> it.volume().total().times(sites)).orElse(DataVolume.NONE);
    }

    /// Of all sites of the kind.
    public Optional<Money> price() {
      return perSite.flatMap(Offer::price).map(it -> it.times(sites));
    }
  }

  /// Works out a fleet, with the cheapest sessions that the policy allows.
  ///
  /// @param sites how many there are of each kind
  /// @throws IllegalArgumentException if a kind names a WAN or a plan that the book does not have
  public static FleetCost of(WanBook book, Map<Kind, Long> sites) {
    return new FleetCost(
        sites.entrySet().stream()
            .map(entry -> line(book, entry.getKey(), entry.getValue()))
            .toList());
  }

  /// A whole fleet on one WAN with one plan.
  ///
  /// @param sites how many must meet each demand
  /// @throws IllegalArgumentException as [#of(WanBook, Map)]
  public static FleetCost on(
      WanBook book, String wan, String plan, Usage usage, Map<Move.Demand, Long> sites) {
    Map<Kind, Long> kinds = new LinkedHashMap<>();
    sites.forEach((demand, count) -> kinds.put(new Kind(demand, wan, plan, usage), count));
    return of(book, kinds);
  }

  private static Line line(WanBook book, Kind kind, long sites) {
    SiteCost cost =
        book.site(
            kind.demand().controls(), book.wan(kind.wan()), book.plan(kind.plan()), kind.usage());
    return new Line(kind, sites, cost.proposed());
  }

  /// All prices, by currency: there are no rates of exchange here.
  public Map<Currency, Money> prices() {
    Map<Currency, Money> sums = new LinkedHashMap<>();
    lines.stream()
        .map(Line::price)
        .flatMap(Optional::stream)
        .forEach(price -> sums.merge(price.currency(), price, Money::plus));
    return sums;
  }

  public DataVolume volume() {
    return lines.stream().map(Line::volume).reduce(DataVolume.NONE, DataVolume::plus);
  }

  /// Sites that nothing could be worked out for.
  public long unpriced() {
    return lines.stream().filter(line -> line.price().isEmpty()).mapToLong(Line::sites).sum();
  }
}
