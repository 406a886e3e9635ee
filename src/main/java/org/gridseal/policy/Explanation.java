package org.gridseal.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridseal.policy.Controls.Wan.Path;
import org.gridseal.site.Violation;

/// A ruling in plain words: what was asked, what each rule did, and what came of it.
public final class Explanation {
  private Explanation() {}

  /// Sentences, in the order in which one would tell it.
  ///
  /// @param book the one that ruled
  public static List<String> of(Ruling ruling, PolicyBook book) {
    List<String> sentences = new ArrayList<>();
    sentences.add(asked(ruling.question()));
    ruling.rules().stream()
        .filter(rule -> ruling.violations().stream().noneMatch(it -> it.rule().equals(rule)))
        .map(rule -> rule(rule, ruling, book))
        .forEach(sentences::add);
    sentences.add(
        "So it is in tier %s, %s.".formatted(ruling.policy().tier(), ruling.policy().title()));
    ruling.violations().stream().map(it -> refusal(it, book)).forEach(sentences::add);
    sentences.add(outcome(ruling));
    return List.copyOf(sentences);
  }

  private static String asked(Question question) {
    String site = words(question.applicant().site());
    String whose = question.applicant().fleet().map(Explanation::words).orElse("a site of " + site);
    return switch (question) {
      case Question.Registration _ -> "Asked was what " + whose + " must meet.";
      case Question.Approval(var _, Person person, var _) ->
          "Asked was whether a person with the roles %s may approve %s."
              .formatted(String.join(", ", person.roles()), whose);
      case Question.Measure(var _, String act, var _) ->
          "Asked was who must agree to %s an identity of %s.".formatted(act, whose);
      case Question.Enrollment(var _, Proposal proposal, var _) ->
          "Asked was whether a device of %s may have a certificate of the profile %s, by its %s."
                  .formatted(
                      whose, proposal.profile(), proposal.identity().toString().replace('-', ' '))
              + words(proposal.paths());
    };
  }

  /// Nothing of what is so of everybody.
  private static String words(Set<Path> paths) {
    String known =
        paths.stream()
            .filter(path -> path != Path.PUBLIC_INTERNET)
            .map(Path::toString)
            .collect(Collectors.joining(" or "));
    return known.isEmpty() ? "" : " It came over " + known.replace('-', ' ') + ".";
  }

  private static String words(Connection site) {
    String feeder = site.setting().feeder();
    return "%s at %s%s"
        .formatted(site.size(), site.voltage(), feeder.isEmpty() ? "" : " on feeder " + feeder);
  }

  private static String words(Fleet fleet) {
    return "an aggregator with %d sites of %s together".formatted(fleet.sites(), fleet.size());
  }

  private static String rule(String name, Ruling ruling, PolicyBook book) {
    return book.saying(name)
        .map(says -> "%s: %s.".formatted(name, says))
        .orElseGet(() -> "%s: %s.".formatted(name, usual(name, ruling)));
  }

  /// What the rules of every book mean.
  private static String usual(String name, Ruling ruling) {
    String tier = name.substring(name.lastIndexOf('-') + 1).toUpperCase(Locale.ROOT);
    String rule = name.substring(0, Math.max(0, name.lastIndexOf('-')));
    return switch (rule) {
      case "size" ->
          "a site of %s is in tier %s".formatted(ruling.question().applicant().site().size(), tier);
      case "voltage" -> "its voltage raises it to tier " + tier;
      case "aggregate-size" -> "all its sites together are in tier " + tier;
      case "largest-site" -> "one of its sites is in tier " + tier;
      case "aggregator-minimum" -> "no aggregator is below tier " + tier;
      default -> "it applied";
    };
  }

  private static String refusal(Violation violation, PolicyBook book) {
    Optional<String> says = book.saying(violation.rule());
    return "%s refuses: %s%s."
        .formatted(violation.rule(), says.map(it -> it + "; ").orElse(""), violation.sentence());
  }

  private static String outcome(Ruling ruling) {
    if (!ruling.permits()) {
      return "It was refused.";
    }
    Controls controls = ruling.policy().controls();
    return switch (ruling.question()) {
      case Question.Registration _ ->
          "It must be approved by %s.".formatted(people(controls.approvals().issue()));
      case Question.Approval _ -> "The approval counts.";
      case Question.Enrollment _ ->
          "It was permitted, for at most %s.".formatted(controls.certificate().lifetime());
      case Question.Measure(var _, String act, var _) ->
          "It takes %s."
              .formatted(
                  people(
                      switch (act) {
                        case "withdraw" -> controls.approvals().revoke();
                        case "restore" -> controls.approvals().restore();
                        default -> Controls.Approval.ANYBODY;
                      }));
    };
  }

  private static String people(Controls.Approval approval) {
    String people = approval.persons() == 1 ? "one person" : approval.persons() + " people";
    return approval.including().isEmpty()
        ? people
        : "%s, one of them with the role %s"
            .formatted(people, String.join(" and ", approval.including()));
  }
}
