package org.gridseal.est;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// The open connections of both listeners whose clients have shown a certificate, by its LFDI.
/// There are at most as many as the listeners let in. Called on many threads; never waits.
final class Visits {
  private final Map<Lfdi, Set<Visit>> all = new ConcurrentHashMap<>();

  void enter(Visit visit) {
    all.compute(
        visit.lfdi(),
        (lfdi, open) -> {
          Set<Visit> visits = open == null ? ConcurrentHashMap.newKeySet(1) : open;
          visits.add(visit);
          return visits;
        });
  }

  void leave(Visit visit) {
    all.computeIfPresent(
        visit.lfdi(),
        (lfdi, open) -> {
          open.remove(visit);
          return open.isEmpty() ? null : open;
        });
  }

  Stream<Visit> all() {
    return all.values().stream().flatMap(Set::stream);
  }

  Stream<Visit> of(Lfdi lfdi) {
    return all.getOrDefault(lfdi, Set.of()).stream();
  }

  Stream<Visit> at(SiteId site) {
    return all().filter(visit -> visit.holder().filter(it -> it.site().equals(site)).isPresent());
  }

  Stream<Visit> of(DeviceId device) {
    return all()
        .filter(visit -> visit.holder().filter(it -> it.device().equals(device)).isPresent());
  }

  /// Those of whom nobody knows yet who they are.
  ///
  /// @param before since when they have been here
  List<Visit> unknown(Instant before, int limit) {
    return all()
        .filter(visit -> !visit.isAsked() && visit.since().isBefore(before))
        .limit(limit)
        .toList();
  }
}
