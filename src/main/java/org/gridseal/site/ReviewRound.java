package org.gridseal.site;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who has approved one revision of a site, and who may be the next.
///
/// @param submittedBy who submitted it, and so never reviews it
/// @param approvals each of another person
record ReviewRound(String submittedBy, List<Review> approvals) {
  ReviewRound {
    approvals = List.copyOf(approvals);
  }

  /// Why this person's approval cannot count, if it cannot.
  ///
  /// @param needed what the policy asks for now
  Optional<Violation> objectionTo(Decider decider, Requirement needed) {
    if (decider.reviewer().equals(submittedBy)) {
      return objection("own-submission", "somebody else than the submitter must review this site");
    }
    if (approvals.stream().anyMatch(review -> review.reviewer().equals(decider.reviewer()))) {
      return objection(
          "same-reviewer", "you have approved this site; the next approval needs another person");
    }
    boolean last = approvals.size() + 1 >= needed.approvals();
    return last ? objectionToRoles(decider, needed) : Optional.empty();
  }

  private Optional<Violation> objectionToRoles(Decider decider, Requirement needed) {
    Set<String> held =
        Stream.concat(
                approvals.stream().flatMap(review -> review.roles().stream()),
                decider.roles().stream())
            .collect(Collectors.toSet());
    return needed.including().stream()
        .filter(role -> !held.contains(role))
        .findFirst()
        .flatMap(
            role ->
                objection("approval-by-role", "the last approval must come from the role " + role));
  }

  private static Optional<Violation> objection(String rule, String sentence) {
    return Optional.of(new Violation("", rule, sentence));
  }
}
