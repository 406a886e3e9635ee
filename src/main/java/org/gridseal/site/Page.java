package org.gridseal.site;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Some of the sites asked for.
///
/// @param last null when there are no more after these
public record Page(List<Site> sites, @Nullable SiteId last) {
  public Page {
    sites = List.copyOf(sites);
  }

  /// What to ask with for the next page, if there is one.
  public Optional<SiteId> next() {
    return Optional.ofNullable(last);
  }

  /// Makes a page of what was found when one site more than the limit was asked for.
  public static Page of(List<Site> found, int limit) {
    if (found.size() <= limit) {
      return new Page(found, null);
    }
    return new Page(found.subList(0, limit), found.get(limit - 1).id());
  }
}
