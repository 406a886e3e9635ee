package org.gridseal.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridseal.document.Document;

/// The controls of every tier, for every combination of overrides that can meet at one site; worked
/// out when the file is read, so that a decision only looks them up.
///
/// Overrides apply in the order of the file; where two set the same control, the later one counts.
final class Overrides {
  private final List<ControlOverride> all;
  private final Map<String, String> protocolOfProfile;
  private final Map<Long, Map<Tier, Controls>> tables;

  private Overrides(
      List<ControlOverride> all,
      Map<String, String> protocolOfProfile,
      Map<Long, Map<Tier, Controls>> tables) {
    this.all = all;
    this.protocolOfProfile = protocolOfProfile;
    this.tables = tables;
  }

  /// @param base the controls of each tier as written
  /// @param all at most 64
  /// @param protocols the profiles of each
  static Overrides of(
      Map<Tier, ObjectNode> base, List<ControlOverride> all, Map<String, Set<String>> protocols) {
    Map<String, String> protocolOfProfile = new HashMap<>();
    protocols.forEach(
        (protocol, profiles) -> profiles.forEach(it -> protocolOfProfile.put(it, protocol)));
    Map<Long, Map<Tier, Controls>> tables = new HashMap<>();
    combinations(all).forEach(mask -> tables.put(mask, table(base, all, mask)));
    return new Overrides(all, Map.copyOf(protocolOfProfile), Map.copyOf(tables));
  }

  /// A combination, and the controls of each tier under it.
  record Table(List<String> names, Map<Tier, Controls> controls) {
    static final Comparator<Table> FEWEST_FIRST = Comparator.comparingInt(it -> it.names().size());
  }

  Stream<Table> tables() {
    return tables.entrySet().stream()
        .map(entry -> new Table(names(entry.getKey(), it -> true), entry.getValue()));
  }

  /// What a tier demands where no override holds.
  Controls usual(Tier tier) {
    return of(tier, 0L);
  }

  /// What a tier demands of a site there.
  Controls of(Tier tier, Setting setting) {
    return of(tier, maskOf(setting));
  }

  private Controls of(Tier tier, long mask) {
    Map<Tier, Controls> table =
        Objects.requireNonNull(tables.get(mask), "all combinations were worked out");
    return Objects.requireNonNull(table.get(tier), "each has all tiers");
  }

  /// The names of the overrides that hold there, in the order of the file.
  List<String> namesOf(Tier tier, Setting setting) {
    return all.isEmpty() ? List.of() : names(maskOf(setting), it -> it.isOf(tier));
  }

  /// The protocols that the devices of a site speak, in the order of their names.
  Set<String> protocolsOf(Setting setting) {
    return setting.profiles().stream()
        .flatMap(profile -> Stream.ofNullable(protocolOfProfile.get(profile)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The profiles of all protocols.
  Set<String> profiles() {
    return protocolOfProfile.keySet();
  }

  private List<String> names(long mask, Predicate<ControlOverride> which) {
    return IntStream.range(0, all.size())
        .filter(i -> (mask & 1L << i) != 0)
        .mapToObj(all::get)
        .filter(which)
        .map(ControlOverride::name)
        .toList();
  }

  private long maskOf(Setting setting) {
    if (all.isEmpty()) {
      return 0;
    }
    Set<String> protocols = protocolsOf(setting);
    return mask(
        all,
        it ->
            it.scope().fitsUtility(setting.utility())
                && it.scope().fitsFeeder(setting.feeder())
                && it.scope().fitsProtocol(protocols));
  }

  private static long mask(List<ControlOverride> all, Predicate<ControlOverride> fits) {
    long mask = 0;
    for (int i = 0; i < all.size(); i++) {
      mask |= fits.test(all.get(i)) ? 1L << i : 0;
    }
    return mask;
  }

  /// Every set of overrides that one site can be under. Feeders that the same overrides name count
  /// once, so there are few.
  private static Set<Long> combinations(List<ControlOverride> all) {
    Set<Long> utilities =
        masks(
            all.stream().flatMap(it -> Stream.ofNullable(it.scope().utility())).distinct(),
            name -> mask(all, it -> it.scope().fitsUtility(name)),
            mask(all, it -> it.scope().utility() == null));
    Set<Long> feeders =
        masks(
            all.stream()
                .flatMap(it -> Stream.ofNullable(it.scope().feeders()).flatMap(Set::stream))
                .distinct(),
            name -> mask(all, it -> it.scope().fitsFeeder(name)),
            mask(all, it -> it.scope().feeders() == null));
    Set<Long> protocols = closed(protocols(all));
    return utilities.stream()
        .flatMap(u -> feeders.stream().map(f -> u & f))
        .distinct()
        .flatMap(uf -> protocols.stream().map(p -> uf & p))
        .collect(Collectors.toSet());
  }

  private static Set<Long> protocols(List<ControlOverride> all) {
    return masks(
        all.stream()
            .flatMap(it -> Stream.ofNullable(it.scope().protocols()).flatMap(Set::stream))
            .distinct(),
        name -> mask(all, it -> it.scope().fitsProtocol(Set.of(name))),
        mask(all, it -> it.scope().protocols() == null));
  }

  private static Set<Long> masks(Stream<String> names, ToLongFunction<String> mask, long others) {
    Set<Long> found = new LinkedHashSet<>(Set.of(others));
    names.forEach(name -> found.add(mask.applyAsLong(name)));
    return found;
  }

  /// A site may speak several protocols.
  private static Set<Long> closed(Set<Long> single) {
    Set<Long> found = new LinkedHashSet<>();
    for (long one : single) {
      List<Long> before = new ArrayList<>(found);
      found.add(one);
      before.forEach(other -> found.add(one | other));
    }
    return found;
  }

  private static Map<Tier, Controls> table(
      Map<Tier, ObjectNode> base, List<ControlOverride> all, long mask) {
    Map<Tier, Controls> table = new EnumMap<>(Tier.class);
    base.forEach(
        (tier, usual) -> {
          ObjectNode controls = usual;
          for (int i = 0; i < all.size(); i++) {
            if ((mask & 1L << i) != 0 && all.get(i).isOf(tier)) {
              controls = all.get(i).over(controls);
            }
          }
          table.put(tier, Document.as(controls, Controls.class));
        });
    return table;
  }
}
