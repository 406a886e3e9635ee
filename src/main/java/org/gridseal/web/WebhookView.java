package org.gridseal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.gridseal.headend.Change.Kind;
import org.gridseal.headend.Webhook;
import org.jspecify.annotations.Nullable;

/// A webhook as the API shows it.
///
/// @param secret only in the answer that made it
/// @param secretSince since when it is the one that signs
/// @param position the cursor of the last change that is settled
/// @param attempts that failed, of the change after it
/// @param gone the receiver answered 410; nothing is sent until a replay
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebhookView(
    UUID id,
    URI url,
    List<String> kinds,
    @Nullable String secret,
    Instant secretSince,
    Instant createdAt,
    boolean gone,
    String position,
    int attempts,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant lastAttemptAt,
    @Nullable String lastOutcome,
    @Nullable Instant lastDeliveryAt) {
  static WebhookView of(Webhook webhook, @Nullable String secret) {
    return new WebhookView(
        webhook.id(),
        webhook.url(),
        webhook.kinds().stream().sorted().map(Kind::text).toList(),
        secret,
        webhook.secretSince(),
        webhook.createdAt(),
        webhook.gone(),
        HeadEndCursor.after(webhook.position()).toString(),
        webhook.attempts(),
        webhook.attempts() == 0 || webhook.gone() ? null : webhook.nextAttemptAt(),
        webhook.lastAttemptAt().orElse(null),
        webhook.lastOutcome().orElse(null),
        webhook.lastDeliveryAt().orElse(null));
  }

  /// A change that a receiver did not take within 72 hours.
  ///
  /// @param before the cursor to replay with, so that it is told once more
  public record DeadView(
      String id,
      String before,
      int attempts,
      Instant firstAttemptAt,
      Instant givenUpAt,
      String lastOutcome) {
    static DeadView of(Webhook.Dead dead) {
      return new DeadView(
          "change-" + dead.place(),
          HeadEndCursor.after(dead.place() - 1).toString(),
          dead.attempts(),
          dead.firstAttemptAt(),
          dead.givenUpAt(),
          dead.lastOutcome());
    }
  }
}
