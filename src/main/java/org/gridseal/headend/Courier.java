package org.gridseal.headend;

import java.time.Duration;
import java.util.Optional;

/// Takes messages to receivers outside.
public interface Courier {
  /// Tells a receiver of a change; returns within [#PATIENCE], whatever the receiver does.
  ///
  /// The message of a change is the same at each call, with the same id, so that a receiver which
  /// has it already can tell.
  Receipt deliver(Webhook to, Change change);

  /// Sends a message that says that it is a test, as [#deliver] does.
  Receipt test(Webhook to);

  /// The longest that a delivery takes.
  Duration PATIENCE = Duration.ofSeconds(25);

  /// What became of one attempt.
  sealed interface Receipt {
    /// The receiver took it: it answered 2xx.
    record Taken(int status) implements Receipt {}

    /// The receiver answered something else.
    ///
    /// @param retryAfter when it wants to be asked again, if it says so (RFC 9110 §10.2.3)
    record Refused(int status, Optional<Duration> retryAfter) implements Receipt {}

    /// The receiver answered 410: there will never be anybody again.
    record Gone() implements Receipt {}

    /// There was no answer.
    ///
    /// @param why without addresses or anything else of the network's inside
    record Unreachable(String why) implements Receipt {}

    /// For people.
    default String text() {
      return switch (this) {
        case Taken(int status) -> "taken (" + status + ")";
        case Refused(int status, Optional<Duration> _) -> "refused (" + status + ")";
        case Gone() -> "gone (410)";
        case Unreachable(String why) -> why;
      };
    }
  }
}
