package org.gridseal.site;

import java.util.UUID;

/// Names one site for ever. A UUID of version 7 (RFC 9562 §5.7), so that ids sort by creation.
public record SiteId(UUID value) implements Comparable<SiteId> {
  /// Reads the canonical text form.
  ///
  /// @throws IllegalArgumentException if the text is no UUID
  public static SiteId fromString(String text) {
    return new SiteId(UUID.fromString(text));
  }

  @Override
  public int compareTo(SiteId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
