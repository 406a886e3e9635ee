package org.gridseal.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What the policy is asked, with every fact that it may look at. The same question to the same
/// book has the same answer for ever.
public sealed interface Question {
  /// Whose tier decides.
  Applicant applicant();

  /// To the millisecond, as it is recorded.
  Instant at();

  /// In which tier is this site, and who must approve it?
  record Registration(Connection site, Instant at) implements Question {
    public Registration {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Applicant applicant() {
      return Applicant.site(site);
    }
  }

  /// May this person approve this site?
  record Approval(Connection site, Person person, Instant at) implements Question {
    public Approval {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Applicant applicant() {
      return Applicant.site(site);
    }
  }

  /// May this device have this certificate?
  record Enrollment(Applicant applicant, Proposal proposal, Instant at) implements Question {
    public Enrollment {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /// Who must agree before an identity of this site is taken away or given back?
  ///
  /// @param act `withdraw`, `suspend` or `restore`
  record Measure(Connection site, String act, Instant at) implements Question {
    public Measure {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Applicant applicant() {
      return Applicant.site(site);
    }
  }
}
