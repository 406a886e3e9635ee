package org.gridseal.policy;

import java.util.List;
import org.gridseal.site.Violation;

/// An answer of the book: what the site must meet, why, and what stands against what was asked.
///
/// @param version of the book that answered
/// @param rules names of all that led to it, in the order in which they applied: those that put the
///   site into its tier, overrides of its controls, exceptions that held, and whatever refused
/// @param violations all that stand against it, so that nobody has to find them one by one
public record Ruling(
    PolicyVersion version,
    Question question,
    SecurityPolicy policy,
    List<String> rules,
    List<Violation> violations) {
  public Ruling {
    rules = List.copyOf(rules);
    violations = List.copyOf(violations);
  }

  public boolean permits() {
    return violations.isEmpty();
  }
}
