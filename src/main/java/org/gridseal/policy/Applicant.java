package org.gridseal.policy;

import java.util.Optional;

/// Whose tier decides: a site, or an aggregator with all that it manages.
///
/// @param fleet what an aggregator manages, as it is at this moment; empty for a site
public record Applicant(Connection site, Optional<Fleet> fleet) {
  public static Applicant site(Connection site) {
    return new Applicant(site, Optional.empty());
  }
}
