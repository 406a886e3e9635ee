package org.gridseal.registration;

import java.time.Duration;
import java.util.List;
import org.gridseal.site.Site;
import org.gridseal.site.Violation;

/// What became of something that a person asked of a registration.
public sealed interface Outcome {
  /// It was done and recorded, or had been done before by the same request.
  record Done(Site site) implements Outcome {}

  /// Something in the application is against the rules; its sender can correct it.
  record Invalid(List<Violation> violations) implements Outcome {
    public Invalid {
      violations = atLeastOne(violations);
    }
  }

  /// This person may not do it; another one may.
  record Forbidden(List<Violation> violations) implements Outcome {
    public Forbidden {
      violations = atLeastOne(violations);
    }
  }

  /// This person may do it after another login.
  ///
  /// @param within how long ago the login may have been
  record LoginTooOld(Duration within) implements Outcome {}

  /// It does not fit what has happened before: the state of the site, or another registration.
  record Conflicting(List<Violation> violations) implements Outcome {
    public Conflicting {
      violations = atLeastOne(violations);
    }

    static Conflicting with(String pointer, String rule, String sentence) {
      return new Conflicting(List.of(new Violation(pointer, rule, sentence)));
    }
  }

  /// There is no such registration, as far as this person may know.
  record Unknown() implements Outcome {}

  private static List<Violation> atLeastOne(List<Violation> violations) {
    if (violations.isEmpty()) {
      throw new IllegalArgumentException("a refusal must name what was violated");
    }
    return List.copyOf(violations);
  }
}
