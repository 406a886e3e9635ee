package org.gridseal;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.gridseal.authority.SigningException;

/// Finds out whether the CA's key signs, by having it sign. Nothing less tells: a token that has
/// vanished still answers every other question.
///
/// Several probes within a few seconds share one signature, so that nobody who asks for our health
/// can keep the key busy.
final class KeeperProbe {
  private static final Duration KEPT = Duration.ofSeconds(3);

  private final Runnable proof;
  private final InstantSource time;
  private Instant keptUntil = Instant.MIN;
  private boolean signs;

  /// @param proof signs and verifies, or throws [SigningException]
  KeeperProbe(Runnable proof, InstantSource time) {
    this.proof = proof;
    this.time = time;
  }

  /// Takes as long as a signature may, if the last one was some seconds ago.
  synchronized boolean signs() {
    if (!time.instant().isBefore(keptUntil)) {
      signs = asked();
      keptUntil = time.instant().plus(KEPT);
    }
    return signs;
  }

  private boolean asked() {
    try {
      proof.run();
      return true;
    } catch (SigningException e) {
      Log.warnf("the key does not sign: %s", e.getMessage());
      return false;
    }
  }
}
