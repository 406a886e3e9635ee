package org.gridseal.audit;

import java.util.function.Supplier;

/// Runs work in a transaction and returns when its effects are durable.
public interface Transactions {
  /// Runs the work, commits, returns its result.
  ///
  /// Work of several callers may share one commit; each still succeeds or fails by itself. The work
  /// may be run a second time when the first commit failed because of a neighbour, so it must touch
  /// nothing but the database.
  ///
  /// @throws RuntimeException whatever the work or its commit threw; nothing was kept then
  <T> T durably(Supplier<T> work);

  /// The same, for work without a result.
  default void durably(Runnable work) {
    durably(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }
}
