package org.gridseal.lint;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A certificate at its place in a chain: what a rule looks at.
///
/// @param chain the holder's certificate first
record Examined(List<Specimen> chain, int position, Role role, Instant now) {
  Specimen certificate() {
    return chain.get(position);
  }

  StatedExtensions extensions() {
    return certificate().extensions();
  }

  /// The certificate that comes next, which should be the issuer's; its own where it is said to
  /// have signed itself. Empty at the end of a chain without its root.
  Optional<Specimen> issuer() {
    if (position + 1 < chain.size()) {
      return Optional.of(chain.get(position + 1));
    }
    return certificate().isSelfIssued() ? Optional.of(certificate()) : Optional.empty();
  }

  /// Every certificate above this one.
  List<Specimen> above() {
    return chain.subList(position + 1, chain.size());
  }

  /// Whether more authorities stand between this one and the holder than it allows; those that
  /// issued themselves do not count (RFC 5280 §6.1.4 (l)).
  boolean standsAbove(int allowed) {
    return chain.subList(Math.min(1, position), position).stream()
            .filter(below -> !below.isSelfIssued())
            .count()
        > allowed;
  }

  boolean isLast() {
    return position == chain.size() - 1;
  }
}
