package org.gridseal.headend;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.headend.Change.Kind;

/// Somebody outside who is told of changes, and how that goes.
///
/// @param kinds of changes that are told; never empty
/// @param secretGeneration which of the secrets that follow from the service's key
/// @param secretSince since when it is that one; the one before signs beside it for a day
/// @param gone the receiver said that it is there no more; nothing is sent until a replay
/// @param position the place of the last change that is settled: delivered, none of its kinds, or
///   given up
/// @param attempts to deliver the change after that
public record Webhook(
    UUID id,
    URI url,
    Set<Kind> kinds,
    int secretGeneration,
    Instant secretSince,
    Instant createdAt,
    boolean gone,
    long position,
    int attempts,
    Optional<Instant> firstAttemptAt,
    Instant nextAttemptAt,
    Optional<Instant> lastAttemptAt,
    Optional<String> lastOutcome,
    Optional<Instant> lastDeliveryAt) {
  /// How long the secret before the newest one still signs, so that a receiver can change over
  /// without losing a message.
  public static final Duration SECRETS_OVERLAP = Duration.ofHours(24);

  public Webhook {
    kinds = Set.copyOf(kinds);
  }

  /// The generations of its secret that sign at a moment, the newest first.
  public List<Integer> secretGenerations(Instant at) {
    return secretGeneration > 1 && at.isBefore(secretSince.plus(SECRETS_OVERLAP))
        ? List.of(secretGeneration, secretGeneration - 1)
        : List.of(secretGeneration);
  }

  /// A change that its receiver did not take in time.
  public record Dead(
      long place, int attempts, Instant firstAttemptAt, Instant givenUpAt, String lastOutcome) {}
}
