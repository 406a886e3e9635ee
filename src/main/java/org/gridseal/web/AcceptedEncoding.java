package org.gridseal.web;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a client says that it can unpack (RFC 9110 §12.5.3).
final class AcceptedEncoding {
  /// The ways to write a weight of nothing (RFC 9110 §12.4.2).
  private static final Set<String> ZERO = Set.of("q=0", "q=0.", "q=0.0", "q=0.00", "q=0.000");

  private AcceptedEncoding() {}

  /// Whether gzip is named and not ruled out. A star does not count: such a client can do without.
  ///
  /// @param header the value of `Accept-Encoding`; null if there is none
  static boolean includesGzip(@Nullable String header) {
    return header != null
        && Stream.of(header.toLowerCase(Locale.ROOT).split(",", -1))
            .map(AcceptedEncoding::parts)
            .anyMatch(parts -> parts.contains("gzip") && parts.stream().noneMatch(ZERO::contains));
  }

  private static Set<String> parts(String coding) {
    return Stream.of(coding.split(";", -1)).map(String::strip).collect(Collectors.toSet());
  }
}
