package org.gridseal.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.gridseal.database.DatabaseException;
import org.jspecify.annotations.Nullable;

/// Commits the work of many callers together: a disk can promise only a few hundred times a second
/// that something is safe, but does not care how much.
///
/// One thread takes whatever waits, up to 64 pieces, and runs them in one transaction; when nothing
/// else waits it does not wait either, so a lone caller pays for nothing. A batch that fails is
/// repeated piece by piece, each in its own transaction, so that only the guilty one fails. A piece
/// that fails alone because somebody at another replica waited for it, and it for them, is tried
/// once more. A caller's thread, best a virtual one, blocks until its piece is durable.
///
/// When the database vanishes during a commit nobody can know whether it took place, and its pieces
/// are then run again: a piece should bring the ids of what it inserts with it, so that a
/// repetition fails on them instead of doing the work twice.
public final class GroupCommit implements Transactions, AutoCloseable {
  /// Pieces of work in one transaction; more gave no more throughput.
  static final int MAXIMUM_BATCH = 64;

  /// How long the writer sleeps before it looks whether it was told to stop.
  private static final long PATIENCE_MILLIS = 100;

  /// Runs work between the begin and the commit of one transaction.
  @FunctionalInterface
  public interface Boundary {
    /// Returns when what the work did is durable.
    ///
    /// @throws RuntimeException what the work or the commit threw; the transaction was rolled back
    void inTransaction(Runnable work);
  }

  private final Boundary boundary;
  private final BlockingQueue<Piece<?>> waiting;
  private final Thread writer;
  private volatile boolean closed;

  /// Starts the writer.
  ///
  /// @param capacity pieces that may wait; one more is refused at once, because a caller who hears
  ///   no soon can come back, and one who waits for ever cannot
  public GroupCommit(Boundary boundary, int capacity) {
    this.boundary = boundary;
    this.waiting = new ArrayBlockingQueue<>(capacity);
    this.writer = Thread.ofPlatform().name("group-commit").start(this::writeUntilClosed);
  }

  /// @throws RejectedExecutionException if too many wait already, or the service is stopping;
  ///   nothing was done, and the caller may try again later
  /// @throws IllegalStateException from within work, whose commit could not be waited for
  @Override
  public <T> T durably(Supplier<T> work) {
    return settle(new Single<>(work));
  }

  @Override
  public <W, R> R durably(Together<W, R> together, W work) {
    return settle(new Share<>(together, work));
  }

  private <T> T settle(Piece<T> piece) {
    if (Thread.currentThread().equals(writer)) {
      throw new IllegalStateException("work in a transaction cannot wait for another transaction");
    }
    if (closed || !waiting.offer(piece)) {
      throw new RejectedExecutionException("too much work waits for the database");
    }
    // The writer looks for the last time after `closed` is set, so only now may it miss the piece.
    if (closed && waiting.remove(piece)) {
      throw new RejectedExecutionException("the service is stopping");
    }
    return piece.result();
  }

  /// Refuses new work, finishes what waits, and returns when that is done. May be called twice.
  @Override
  public void close() {
    closed = true;
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeUntilClosed() {
    while (!closed || !waiting.isEmpty()) {
      List<Piece<?>> batch = nextBatch();
      if (!batch.isEmpty()) {
        commit(batch);
      }
    }
  }

  private List<Piece<?>> nextBatch() {
    List<Piece<?>> batch = new ArrayList<>();
    try {
      Piece<?> first = waiting.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
        waiting.drainTo(batch, MAXIMUM_BATCH - 1);
      }
    } catch (InterruptedException e) {
      // Nobody but close() ends this thread, and that works without an interrupt.
    }
    return batch;
  }

  private void commit(List<Piece<?>> batch) {
    Optional<Throwable> failure = attempt(batch);
    if (failure.isPresent() && batch.size() > 1) {
      batch.forEach(piece -> commit(List.of(piece)));
    } else {
      failure
          .flatMap(first -> isOvertaken(first) ? attempt(batch) : failure)
          .ifPresent(last -> batch.getFirst().fail(last));
    }
  }

  private Optional<Throwable> attempt(List<Piece<?>> batch) {
    try {
      boundary.inTransaction(() -> run(batch));
    } catch (Throwable failure) {
      return Optional.of(failure);
    }
    batch.forEach(Piece::succeed);
    return Optional.empty();
  }

  private static boolean isOvertaken(Throwable failure) {
    return failure instanceof DatabaseException refused && refused.isOvertaken();
  }

  /// What is done together comes first: it may lock devices, and what stands alone may take locks
  /// that come after those ([org.gridseal.database.DeviceLocks]).
  private static void run(List<Piece<?>> batch) {
    Map<Together<?, ?>, Shares<?, ?>> shared = new LinkedHashMap<>();
    List<Single<?>> alone = new ArrayList<>();
    for (Piece<?> piece : batch) {
      switch (piece) {
        case Single<?> single -> alone.add(single);
        case Share<?, ?> share -> share.join(shared);
      }
    }
    shared.values().forEach(Shares::run);
    alone.forEach(Single::run);
  }

  /// Work that stands alone.
  private static final class Single<T> extends Piece<T> {
    private final Supplier<T> work;

    Single(Supplier<T> work) {
      this.work = work;
    }

    void run() {
      becomes(work.get());
    }
  }

  /// Work that is done together with its like.
  private static final class Share<W, R> extends Piece<R> {
    private final Together<W, R> together;
    private final W work;

    Share(Together<W, R> together, W work) {
      this.together = together;
      this.work = work;
    }

    @SuppressWarnings("unchecked") // the shares of one `together` are of its types
    void join(Map<Together<?, ?>, Shares<?, ?>> shared) {
      ((Shares<W, R>) shared.computeIfAbsent(together, key -> new Shares<>(together))).add(this);
    }
  }

  /// All shares of one kind of work in one transaction.
  private static final class Shares<W, R> {
    private final Together<W, R> together;
    private final List<Share<W, R>> shares = new ArrayList<>();

    Shares(Together<W, R> together) {
      this.together = together;
    }

    void add(Share<W, R> share) {
      shares.add(share);
    }

    void run() {
      List<R> results = together.run(shares.stream().map(share -> share.work).toList());
      for (int i = 0; i < shares.size(); i++) {
        shares.get(i).becomes(results.get(i));
      }
    }
  }

  /// Work, and what became of it.
  private abstract static sealed class Piece<T> permits Single, Share {
    private final CompletableFuture<T> done = new CompletableFuture<>();
    private @Nullable T result;

    void becomes(T what) {
      result = what;
    }

    @SuppressWarnings("NullAway") // the result of work that ran, and null only if the work says so
    void succeed() {
      done.complete(result);
    }

    void fail(Throwable failure) {
      done.completeExceptionally(failure);
    }

    /// Waits until the work is durable or has failed; an interrupt does not cut this short, since
    /// the caller could not know what became of its work.
    T result() {
      try {
        return done.join();
      } catch (CompletionException e) {
        throw rethrown(e.getCause());
      }
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
      if (cause instanceof Error error) {
        throw error;
      }
      return cause instanceof RuntimeException exception
          ? exception
          : new IllegalStateException(cause);
    }
  }
}
