package org.gridseal.web;

import java.util.List;
import org.gridseal.site.Violation;

/// Carries a "no" by rule from a resource to [Problems], which is where all of them become answers.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Problem.Kind kind;
  private final transient List<Violation> violations;

  RefusedException(Problem.Kind kind, List<Violation> violations) {
    super(kind.name());
    this.kind = kind;
    this.violations = List.copyOf(violations);
  }

  Problem.Kind kind() {
    return kind;
  }

  List<Violation> violations() {
    return violations;
  }
}
