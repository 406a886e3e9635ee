package org.gridseal.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gridseal.site.Application;
import org.gridseal.site.DeviceClaim;
import org.gridseal.site.Topology;
import org.jspecify.annotations.Nullable;

/// What else a policy may ask about a site: where in the grid it hangs, and what stands there.
///
/// @param utility the topmost level of its topology; empty if nobody filled it in
/// @param feeder that level of its topology; empty if nobody filled it in
/// @param profiles certificate profiles that its devices are registered for, in the order of their
///   names
/// @param units in the order of the registration
public record Setting(String utility, String feeder, List<String> profiles, List<UnitFacts> units) {
  /// Of a site about which only size and voltage are asked.
  public static final Setting NONE = new Setting("", "", List.of(), List.of());

  public Setting {
    profiles = List.copyOf(new TreeSet<>(profiles));
    units = List.copyOf(units);
  }

  static Setting of(Application application) {
    @Nullable Topology topology = application.particulars().topology();
    Set<String> profiles =
        application.devices().stream().map(DeviceClaim::profile).collect(Collectors.toSet());
    return new Setting(
        topology == null ? "" : orNone(topology.system()),
        topology == null ? "" : orNone(topology.feeder()),
        List.copyOf(profiles),
        application.units().stream()
            .map(unit -> new UnitFacts(unit.type(), unit.rating().apparent()))
            .toList());
  }

  private static String orNone(@Nullable String level) {
    return level == null ? "" : level;
  }
}
