package org.gridseal.policy;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What another policy would change for many sites.
///
/// Sites to which the same happens are counted together, so whatever follows from a change is
/// worked out once for each kind of it: that is where a price per month is multiplied, too.
public final class Simulation {
  private final Map<Move, LongAdder> moves = new ConcurrentHashMap<>();
  private final PolicyBook before;
  private final PolicyBook after;

  private Simulation(PolicyBook before, PolicyBook after) {
    this.before = before;
    this.after = after;
  }

  /// @param sites looked at once each; may be parallel
  public static Simulation of(PolicyBook before, PolicyBook after, Stream<Connection> sites) {
    return of(before, after, sites::forEach);
  }

  /// @param sites gives each site once, on any thread
  public static Simulation of(
      PolicyBook before, PolicyBook after, Consumer<Consumer<Connection>> sites) {
    var simulation = new Simulation(before, after);
    sites.accept(simulation::look);
    return simulation;
  }

  private void look(Connection site) {
    var move =
        new Move(Move.Demand.of(before.policyFor(site)), Move.Demand.of(after.policyFor(site)));
    moves.computeIfAbsent(move, key -> new LongAdder()).increment();
  }

  /// How many sites each thing happens to, also where nothing changes.
  public Map<Move, Long> moves() {
    Map<Move, Long> counted = new ConcurrentHashMap<>();
    moves.forEach((move, count) -> counted.put(move, count.sum()));
    return Map.copyOf(counted);
  }

  /// How many sites must meet each demand, by one of the two policies: all that a price per month
  /// depends on.
  ///
  /// @param of [Move#before] or [Move#after]
  public Map<Move.Demand, Long> demands(Function<Move, Move.Demand> of) {
    Map<Move.Demand, Long> counted = new HashMap<>();
    moves.forEach((move, count) -> counted.merge(of.apply(move), count.sum(), Long::sum));
    return counted;
  }

  public long sites() {
    return sum(move -> 1);
  }

  /// Approvals by different people that sites would need beyond those they have.
  public long approvals() {
    return sum(Move::approvals);
  }

  /// Sites whose certificates would have to be renewed before their time.
  public long renewals() {
    return sum(move -> move.renews() ? 1 : 0);
  }

  private long sum(ToLongFunction<Move> of) {
    return moves.entrySet().stream()
        .mapToLong(entry -> of.applyAsLong(entry.getKey()) * entry.getValue().sum())
        .sum();
  }

  /// How many sites of a tier would be in another one, or stay.
  ///
  /// @return for each tier of before, those of after
  public Map<Tier, Map<Tier, Long>> tiers() {
    Map<Tier, Map<Tier, Long>> table = new EnumMap<>(Tier.class);
    moves.forEach(
        (move, count) ->
            table
                .computeIfAbsent(move.before().tier(), tier -> new EnumMap<>(Tier.class))
                .merge(move.after().tier(), count.sum(), Long::sum));
    return table;
  }

  /// What sites would have to do: the controls that demand more of them, with how many, the most
  /// frequent first.
  public List<Map.Entry<String, Long>> tightened() {
    Map<String, Long> counted = new TreeMap<>();
    moves.forEach(
        (move, count) ->
            move.tightened().forEach(name -> counted.merge(name, count.sum(), Long::sum)));
    return counted.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .toList();
  }
}
