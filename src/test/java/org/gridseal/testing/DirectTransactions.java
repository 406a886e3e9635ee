package org.gridseal.testing;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.gridseal.audit.Transactions;
import org.gridseal.database.DatabaseException;

/// Runs work at once and takes it back when it fails, in whatever was enlisted.
///
/// The fate of one commit, counted from 1, can be decided beforehand.
public final class DirectTransactions implements Transactions {
  private final List<Supplier<Runnable>> enlisted = new ArrayList<>();
  private final Map<Object, CompletableFuture<Object>> gathered = new LinkedHashMap<>();
  private int together = 1;
  private int commits;
  private int decided;
  private Fate fate = Fate.KEPT;
  private String reason = CONNECTION_FAILURE;

  /// SQLSTATE of a connection that broke (class 08) and of a full disk (53100).
  public static final String CONNECTION_FAILURE = "08006";

  public static final String DISK_FULL = "53100";

  /// What PostgreSQL says when it keeps nothing.
  public void blame(String sqlState) {
    reason = sqlState;
  }

  /// What becomes of a commit.
  public enum Fate {
    KEPT,
    /// The database is away: nothing is kept.
    LOST,
    /// Everything is kept, and the connection breaks before the database can say so.
    KEPT_UNKNOWN
  }

  /// @param marks remembers a state, and gives what restores it
  public void enlist(Supplier<Runnable> marks) {
    enlisted.add(marks);
  }

  /// Decides the fate of a commit to come.
  ///
  /// @param commit 1 for the next
  public void decide(int commit, Fate what) {
    decided = commits + commit;
    fate = what;
  }

  /// From now on shares wait until so many callers have brought one, and run in one commit.
  public void gather(int callers) {
    together = callers;
  }

  @Override
  @SuppressWarnings("unchecked") // all shares of a test are of one kind of work at a time
  public <W, R> R durably(Together<W, R> how, W work) {
    CompletableFuture<Object> mine = new CompletableFuture<>();
    synchronized (gathered) {
      gathered.put(work, mine);
      if (gathered.size() == together) {
        Map<Object, CompletableFuture<Object>> all = new LinkedHashMap<>(gathered);
        gathered.clear();
        List<R> results = durably(() -> how.run(List.copyOf((Set<W>) all.keySet())));
        Iterator<R> result = results.iterator();
        all.values().forEach(one -> one.complete(result.next()));
      }
    }
    return (R) mine.join();
  }

  @Override
  public <T> T durably(Supplier<T> work) {
    commits++;
    boolean isDecided = commits == decided;
    List<Runnable> undo = enlisted.stream().map(Supplier::get).toList();
    try {
      T result = work.get();
      if (isDecided && fate != Fate.KEPT) {
        throw new DatabaseException("the database is away", new SQLException(reason, reason));
      }
      return result;
    } catch (RuntimeException e) {
      if (!isDecided || fate != Fate.KEPT_UNKNOWN) {
        undo.forEach(Runnable::run);
      }
      throw e;
    }
  }
}
