package org.gridseal.status;

import java.util.concurrent.Executor;

/// What the listener does for strangers at a time.
///
/// @param signatures how many a peer may order
/// @param answers where OCSP is answered that is not signed yet
/// @param fetches where lists and tiles are fetched; apart, because a long list takes its time and
///   must not keep OCSP from its places
record Bounds(SignatureBudget signatures, Room answers, Room fetches) {
  static Bounds of(SignatureBudget signatures, Executor workers) {
    return new Bounds(signatures, new Room(workers), new Room(workers));
  }
}
