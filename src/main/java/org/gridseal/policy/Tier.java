package org.gridseal.policy;

import java.util.Locale;

/// A class of sites by size, from homes to plants that matter to the bulk grid. A later one is
/// never a smaller site.
public enum Tier {
  T1,
  T2,
  T3,
  T4,
  T5;

  Tier or(Tier other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// The end of a rule's name: `t3`.
  String suffix() {
    return name().toLowerCase(Locale.ROOT);
  }
}
