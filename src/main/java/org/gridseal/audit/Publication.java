package org.gridseal.audit;

/// How far an event has come on its way into the published log.
public sealed interface Publication {
  /// There is no such event.
  record Unknown() implements Publication {}

  /// It is recorded, and will be under a checkpoint in a moment.
  record Waiting() implements Publication {}

  /// It is under a signed checkpoint.
  ///
  /// @param proof in the form of C2SP tlog-proof: inclusion proof and checkpoint
  record Published(String proof) implements Publication {}
}
