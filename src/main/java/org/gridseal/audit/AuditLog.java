package org.gridseal.audit;

import java.util.Optional;
import java.util.UUID;

/// The append-only log, as those who have something to record see it.
public interface AuditLog {
  /// Adds an event to the transaction the caller is in.
  ///
  /// The event becomes durable when that transaction commits, and vanishes with it when it does
  /// not: there is no effect without its event and no event without its effect. Its place among the
  /// leaves is given later, by the sequencer.
  ///
  /// @param actor who caused it
  /// @return the id of the entry, by which its proof can be asked for once it is published
  /// @throws IllegalStateException outside a transaction
  UUID append(Actor actor, Event event);

  /// The same, for what the policy decided: the facts are kept along with the event, and the time
  /// of the entry is that of the decision.
  UUID append(Actor actor, Event event, Decided decided);

  /// The same, for what the policy may have decided.
  default UUID append(Actor actor, Event event, Optional<Decided> decided) {
    return decided.map(by -> append(actor, event, by)).orElseGet(() -> append(actor, event));
  }
}
