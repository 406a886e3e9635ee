package org.gridseal.policy;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One entry of `rules` in `sites.yaml`: it raises a tier or refuses, and never does the opposite.
///
/// @param says the rule in a sentence, for whoever asks why
/// @param about what it decides about, and so which facts it knows
/// @param when a CEL expression
/// @param exceptions where it does not hold after all
/// @param raiseTo for a rule on tiers: the lowest that such a site can be in
/// @param refuse for any other: what the person can do about it
record BookRule(
    String name,
    String says,
    Subject about,
    String when,
    List<Exemption> exceptions,
    @Nullable Tier raiseTo,
    @Nullable String refuse) {

  /// What a rule decides about.
  @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
  enum Subject {
    /// In which tier a site is, at least; the same for whoever asks, so neither device nor person
    /// nor time is a fact.
    TIER,
    /// Whether a device may have a certificate.
    ENROLLMENT,
    /// Whether a person's approval of a registration counts.
    APPROVAL
  }

  /// @param when a CEL expression over the same facts
  record Exemption(String name, String says, String when) {}
}
