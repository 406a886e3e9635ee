package org.gridseal.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.Controls.Wan.Path;

/// What is so of one question and of no other, as members of a JSON object: who asks for what, and
/// how. With its time, and the applicant whose facts [FactsText] writes, it is the question again.
public final class QuestionMembers {
  private QuestionMembers() {}

  /// Texts, truth values and lists of texts only.
  public static Map<String, Object> of(Question question) {
    Map<String, Object> members = new LinkedHashMap<>();
    switch (question) {
      case Question.Registration _ -> members.put("asks", "registration");
      case Question.Approval approval -> {
        members.put("asks", "approval");
        members.put("organisation", approval.person().organisation());
        members.put("roles", approval.person().roles());
      }
      case Question.Measure measure -> {
        members.put("asks", "measure");
        members.put("act", measure.act());
      }
      case Question.Enrollment enrollment -> {
        members.put("asks", "enrollment");
        put(members, enrollment.proposal());
      }
    }
    return members;
  }

  private static void put(Map<String, Object> members, Proposal proposal) {
    proposal.key().ifPresent(key -> members.put("key", key.toString()));
    members.put("origin", proposal.origin().name());
    members.put("profile", proposal.profile());
    members.put("identity", proposal.identity().name());
    members.put("linked", proposal.linked());
    proposal
        .current()
        .ifPresent(
            current -> {
              members.put("currentProfile", current.profile());
              members.put("currentUntil", current.until().toString());
            });
    proposal.protection().ifPresent(protection -> members.put("protection", protection.name()));
    if (!proposal.paths().equals(Proposal.FROM_ANYWHERE)) {
      members.put("paths", proposal.paths().stream().map(Path::name).toList());
    }
  }

  /// The inverse of [#of].
  ///
  /// @throws IllegalArgumentException if they are of no question
  public static Question read(Applicant applicant, Instant at, JsonNode members) {
    String asks = text(members, "asks");
    return switch (asks) {
      case "registration" -> new Question.Registration(applicant.site(), at);
      case "approval" ->
          new Question.Approval(
              applicant.site(),
              new Person(texts(members.required("roles")), text(members, "organisation")),
              at);
      case "measure" -> new Question.Measure(applicant.site(), text(members, "act"), at);
      case "enrollment" -> new Question.Enrollment(applicant, proposal(members), at);
      default -> throw new IllegalArgumentException("no question is a " + asks);
    };
  }

  private static Proposal proposal(JsonNode members) {
    return new Proposal(
        Optional.ofNullable(members.get("key"))
            .map(JsonNode::textValue)
            .flatMap(KeyAlgorithm::named),
        KeyOrigin.valueOf(text(members, "origin")),
        text(members, "profile"),
        DeviceIdentityKind.valueOf(text(members, "identity")),
        members.required("linked").booleanValue(),
        Optional.ofNullable(members.get("currentUntil"))
            .map(JsonNode::textValue)
            .map(Instant::parse)
            .map(until -> new Proposal.Current(text(members, "currentProfile"), until)),
        Optional.ofNullable(members.get("protection"))
            .map(JsonNode::textValue)
            .map(Protection::valueOf),
        Optional.ofNullable(members.get("paths"))
            .map(QuestionMembers::paths)
            .orElse(Proposal.FROM_ANYWHERE));
  }

  private static Set<Path> paths(JsonNode json) {
    return texts(json).stream().map(Path::valueOf).collect(Collectors.toSet());
  }

  private static String text(JsonNode members, String name) {
    return members.required(name).textValue();
  }

  private static List<String> texts(JsonNode json) {
    return StreamSupport.stream(json.spliterator(), false).map(JsonNode::textValue).toList();
  }
}
