package org.gridseal.authorisation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// What somebody wants done to an identity, and how far it has come.
///
/// @param reason of a certificate a name of RFC 5280 §5.3.1, of an LFDI one of [Reason]
/// @param agreements of different people, whoever proposed it first
/// @param end empty while it waits for somebody
public record Measure(
    UUID id,
    Target target,
    Act act,
    String reason,
    Instant proposedAt,
    List<Agreement> agreements,
    Optional<End> end) {
  public Measure {
    agreements = List.copyOf(agreements);
    if (agreements.isEmpty()) {
      throw new IllegalArgumentException("whoever proposes a measure agrees with it");
    }
  }

  /// @param person the identity provider's stable id
  public record Agreement(String person, Set<String> roles, Instant at) {
    public Agreement {
      roles = Set.copyOf(roles);
    }
  }

  /// @param by whose act ended it
  public record End(Outcome outcome, String by, Instant at) {}

  /// How a measure ends.
  public enum Outcome {
    /// It took effect.
    TAKEN,
    /// Somebody took it back, and nothing has changed.
    DROPPED
  }

  public String proposedBy() {
    return agreements.getFirst().person();
  }

  public boolean isOpen() {
    return end.isEmpty();
  }

  public boolean isAgreedBy(String person) {
    return agreements.stream().anyMatch(agreement -> agreement.person().equals(person));
  }

  /// The roles of each who agreed.
  List<Set<String>> people() {
    return agreements.stream().map(Agreement::roles).toList();
  }

  Measure with(Agreement agreement) {
    return new Measure(
        id,
        target,
        act,
        reason,
        proposedAt,
        Stream.concat(agreements.stream(), Stream.of(agreement)).toList(),
        end);
  }

  Measure ended(Outcome outcome, String by, Instant at) {
    return new Measure(
        id, target, act, reason, proposedAt, agreements, Optional.of(new End(outcome, by, at)));
  }
}
