package org.gridseal.policy;

import java.util.List;
import org.gridseal.site.Violation;

/// The answer to an enrollment: the policy that the certificate must follow, or every rule that
/// stands against it.
public sealed interface Decision {
  record Permitted(SecurityPolicy policy) implements Decision {}

  /// @param violations all of them, so that nobody has to find them one by one
  record Refused(List<Violation> violations) implements Decision {
    public Refused {
      violations = List.copyOf(violations);
      if (violations.isEmpty()) {
        throw new IllegalArgumentException("a refusal must name what was violated");
      }
    }
  }
}
