package org.gridseal.cost;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gridseal.document.BrokenDocumentException;
import org.gridseal.policy.Controls;
import org.gridseal.site.Communication;

/// The WANs and price plans of `wan.yaml`, and what a site costs with them.
///
/// Immutable and pure: the same file and the same question give the same answer.
public final class WanBook {
  private final Assumptions assumptions;
  private final Map<String, Wan> wans;
  private final Map<String, Plan> plans;

  private WanBook(WanFile file) {
    this.assumptions = file.assumptions();
    this.wans = byName(file.wans(), Wan::name);
    this.plans = byName(file.priced(), Plan::name);
  }

  /// Reads `wan.yaml`.
  ///
  /// @throws BrokenDocumentException if the file does not conform to `wan.schema.json`, or names
  ///   what it does not have; it names line and path
  public static WanBook parse(byte[] yaml) {
    return new WanBook(WanFile.parse(yaml));
  }

  /// In the order of the file.
  public List<Wan> wans() {
    return List.copyOf(wans.values());
  }

  public Assumptions assumptions() {
    return assumptions;
  }

  /// @throws IllegalArgumentException if there is none of this name
  public Wan wan(String name) {
    return named(wans, name, "WAN");
  }

  /// The WAN of a registered site; empty if the file does not describe it.
  public Optional<Wan> wan(Communication.Wan registered) {
    String name = registered.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Optional.ofNullable(wans.get(name));
  }

  /// @throws IllegalArgumentException if there is none of this name
  public Plan plan(String name) {
    return named(plans, name, "price plan");
  }

  /// The plans that a WAN can be had with, in the order of the file.
  public List<Plan> plansFor(Wan wan) {
    return wan.plans().stream().map(this::plan).toList();
  }

  /// What a site costs in a month.
  public SiteCost site(Controls controls, Wan wan, Plan plan, Usage usage) {
    return SiteCost.of(assumptions, controls, wan, plan, usage);
  }

  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    return all.stream()
        .collect(Collectors.toMap(name, it -> it, (one, other) -> one, LinkedHashMap::new));
  }

  private static <T> T named(Map<String, T> all, String name, String kind) {
    T found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "there is no %s of this name; there are: %s"
              .formatted(kind, String.join(", ", all.keySet())));
    }
    return found;
  }
}
