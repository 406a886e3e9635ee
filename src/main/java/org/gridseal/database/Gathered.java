package org.gridseal.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers what many threads ask at the same time in as few round trips as it takes.
///
/// While one query is on its way, questions gather for the next, which takes the first 64 of them:
/// whoever is alone is asked for at once, and of many nobody is passed over. How many wait at a
/// time is for the callers to bound. Each answer was read after it was asked for, and outside of
/// any transaction of whoever asks.
///
/// @param <Q> a question, equal to another if their answers are the same
/// @param <A> what is found
public final class Gathered<Q, A> {
  /// Questions in one query: enough that the round trip no longer matters.
  private static final int MOST = 64;

  private final Function<List<Q>, Map<Q, A>> query;
  private final Queue<Asked<Q, A>> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock asking = new ReentrantLock();

  /// @param query finds the answers to all questions, and leaves out those that have none
  public Gathered(Function<List<Q>, Map<Q, A>> query) {
    this.query = query;
  }

  /// @throws DatabaseException if the database does not answer
  public Optional<A> ask(Q question) {
    var mine = new Asked<Q, A>(question);
    waiting.add(mine);
    asking.lock();
    try {
      while (!mine.answered) {
        answer(next());
      }
    } finally {
      asking.unlock();
    }
    return mine.result();
  }

  /// How many wait for an answer now.
  int waiting() {
    return waiting.size();
  }

  private List<Asked<Q, A>> next() {
    List<Asked<Q, A>> next = new ArrayList<>();
    for (Asked<Q, A> one = waiting.poll(); one != null; one = waiting.poll()) {
      next.add(one);
      if (next.size() == MOST) {
        break;
      }
    }
    return next;
  }

  private void answer(List<Asked<Q, A>> all) {
    try {
      Map<Q, A> found = query.apply(all.stream().map(one -> one.question).distinct().toList());
      all.forEach(one -> one.becomes(found.get(one.question), null));
    } catch (RuntimeException | Error e) {
      // Everybody's: the database is away, and asking for each alone would only take longer.
      all.forEach(one -> one.becomes(null, e));
    }
  }

  /// A question, and what came of it; read and written by whoever holds the lock.
  private static final class Asked<Q, A> {
    private final Q question;
    private boolean answered;
    private @Nullable A answer;
    private @Nullable Throwable failure;

    Asked(Q question) {
      this.question = question;
    }

    void becomes(@Nullable A found, @Nullable Throwable why) {
      answer = found;
      failure = why;
      answered = true;
    }

    Optional<A> result() {
      return switch (failure) {
        case null -> Optional.ofNullable(answer);
        case Error error -> throw error;
        case RuntimeException exception -> throw exception;
        case Throwable other ->
            throw new IllegalStateException("a query throws nothing else", other);
      };
    }
  }
}
