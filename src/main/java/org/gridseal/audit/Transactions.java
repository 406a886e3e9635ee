package org.gridseal.audit;

import java.util.List;
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

  /// Runs work that many callers bring at the same time in as few statements as it takes.
  ///
  /// @param <W> what one caller brings
  /// @param <R> what becomes of it
  interface Together<W, R> {
    /// Does all of it, in the one transaction that it finds itself in.
    ///
    /// @return what became of each work, in their order
    List<R> run(List<W> works);
  }

  /// Runs one caller's share of such work, together with what others bring to the same `together`.
  ///
  /// What [#durably(Supplier)] says is true of each share.
  default <W, R> R durably(Together<W, R> together, W work) {
    return durably(() -> together.run(List.of(work)).getFirst());
  }

  /// The same, for work without a result.
  default void durably(Runnable work) {
    durably(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }
}
