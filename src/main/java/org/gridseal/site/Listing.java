package org.gridseal.site;

import org.jspecify.annotations.Nullable;

/// Which sites to list, and from where on.
///
/// @param organisation only its sites; null for all
/// @param state only sites in it; null for all
/// @param order which come first
/// @param after the last site of the page before; null for the first page
/// @param limit how many sites at most, 1 to 100
public record Listing(
    @Nullable String organisation,
    @Nullable SiteState state,
    Order order,
    @Nullable SiteId after,
    int limit) {
  public static final int MAXIMUM = 100;

  /// By time of first submission, which is the order of the ids.
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  public Listing {
    if (limit < 1 || limit > MAXIMUM) {
      throw new IllegalArgumentException("a page has 1 to " + MAXIMUM + " sites");
    }
  }
}
