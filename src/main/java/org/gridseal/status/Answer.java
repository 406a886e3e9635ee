package org.gridseal.status;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// An answer without a server around it.
public sealed interface Answer {
  int status();

  /// The media type of what it brings.
  String contentType();

  Caching caching();

  /// @param status 200, 400, 404 or 503
  @SuppressWarnings("ArrayRecordComponent") // answers are written out, never compared
  record Octets(int status, String contentType, Caching caching, byte[] body) implements Answer {}

  /// A file that is never changed.
  record Content(String contentType, Caching caching, Path file, long octets) implements Answer {
    @Override
    public int status() {
      return 200;
    }
  }

  static Octets notFound() {
    return new Octets(404, "text/plain; charset=utf-8", Caching.NEVER, new byte[0]);
  }

  /// What caches may do with it (RFC 9111).
  ///
  /// @param control the value of Cache-Control
  /// @param tag an entity tag, with its quotes
  /// @param modified of two versions in the same second, which is all that a date can tell (RFC
  ///   9110 §8.8.2.2), both have the same
  /// @param isDated whether there are never two in the same second; otherwise only the tag tells
  ///   them apart
  record Caching(
      String control,
      Optional<String> tag,
      Optional<Instant> modified,
      boolean isDated,
      Optional<Instant> expires) {
    static final Caching NEVER = of("no-store");

    static Caching of(String control) {
      return new Caching(control, Optional.empty(), Optional.empty(), false, Optional.empty());
    }

    /// Whether somebody who has what these headers of a request name has this (RFC 9110 §13.1).
    ///
    /// @param tags the value of If-None-Match
    boolean isHeld(Optional<String> tags, Optional<Instant> since) {
      if (tags.isPresent()) {
        return tag.isPresent() && names(tags.get(), tag.get());
      }
      return isDated
          && since.isPresent()
          && modified.isPresent()
          && modified.get().getEpochSecond() <= since.get().getEpochSecond();
    }

    private static boolean names(String tags, String tag) {
      for (String one : tags.split(",", 16)) {
        String stripped = one.strip();
        // Compared weakly (RFC 9110 §13.1.2): a proxy that packs content marks its tag as weak.
        if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
          return true;
        }
      }
      return false;
    }
  }
}
