package org.gridseal.keeper;

import io.github.jopenlibs.vault.Vault;
import java.time.Duration;
import java.time.Instant;

/// A token, in a driver that sends it, and its life; one without end has a life of zero.
record VaultLease(Vault driver, boolean renewable, Instant from, Duration life) {
  /// Whether less than two thirds of its life are over.
  boolean isFresh(Instant now) {
    return isEndless() || now.isBefore(from.plus(life.multipliedBy(2).dividedBy(3)));
  }

  boolean isGood(Instant now) {
    return isEndless() || now.isBefore(end());
  }

  /// Of a token that has one.
  Instant end() {
    return from.plus(life);
  }

  private boolean isEndless() {
    return life.isZero();
  }
}
