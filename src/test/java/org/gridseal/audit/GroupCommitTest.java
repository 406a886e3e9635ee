package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridseal.database.DatabaseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class GroupCommitTest {
  /// What a database would keep.
  private final List<String> durable = new ArrayList<>();

  /// How many pieces each commit held.
  private final List<Integer> commits = new ArrayList<>();

  private final List<String> uncommitted = new ArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private GroupCommit transactions = new GroupCommit(this::inTransaction, 100);

  @AfterEach
  void stop() {
    open.countDown();
    transactions.close();
    callers.close();
  }

  @Test
  void returnsTheResultOfTheWork() {
    open.countDown();

    assertThat(transactions.durably(() -> write("a"))).isEqualTo("a");
    assertThat(durable).containsExactly("a");
  }

  @Test
  void acknowledgesNothingBeforeTheCommit() throws Exception {
    Future<String> piece = callers.submit(() -> transactions.durably(() -> write("a")));

    assertThatThrownBy(() -> piece.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    open.countDown();

    assertThat(piece.get()).isEqualTo("a");
  }

  @Test
  void commitsWhatWaitsTogetherAndInOrder() throws Exception {
    List<Future<String>> pieces = submitted(200);
    open.countDown();
    for (Future<String> piece : pieces) {
      piece.get();
    }

    assertThat(durable).hasSize(100).isSorted();
    assertThat(commits).hasSizeLessThan(5);
    assertThat(commits).allMatch(size -> size <= GroupCommit.MAXIMUM_BATCH);
  }

  @Test
  void letsNeighboursOfAFailureSucceed() throws Exception {
    Future<String> first = submit("0");
    Future<String> good = submit("1");
    Future<String> bad =
        callers.submit(
            () ->
                transactions.<String>durably(
                    () -> {
                      throw new UnsupportedOperationException("bad");
                    }));
    awaitWaiting();
    open.countDown();

    assertThat(first.get()).isEqualTo("0");
    assertThat(good.get()).isEqualTo("1");
    assertThatThrownBy(bad::get).hasCauseInstanceOf(UnsupportedOperationException.class);
    assertThat(durable).containsExactly("0", "1");
  }

  @Test
  void doesInOneGoWhatIsToBeDoneTogether() throws Exception {
    Future<String> first = submit("first");
    awaitWaiting();
    List<List<String>> calls = new ArrayList<>();
    Transactions.Together<String, Integer> writing = texts -> writeAll(texts, calls);
    List<Future<Integer>> shares = new ArrayList<>();
    for (String text : List.of("a", "bb", "ccc")) {
      shares.add(callers.submit(() -> transactions.durably(writing, text)));
      awaitWaiting();
    }
    open.countDown();

    assertThat(first.get()).isEqualTo("first");
    assertThat(shares).extracting(Future::get).containsExactly(1, 2, 3);
    assertThat(calls).containsExactly(List.of("a", "bb", "ccc"));
    assertThat(durable).containsExactly("first", "a", "bb", "ccc");
  }

  @Test
  void doesSharesOneByOneWhenTogetherTheyFail() throws Exception {
    Future<String> first = submit("first");
    awaitWaiting();
    List<List<String>> calls = new ArrayList<>();
    Transactions.Together<String, Integer> writing = texts -> writeAll(texts, calls);
    Future<Integer> good = callers.submit(() -> transactions.durably(writing, "good"));
    awaitWaiting();
    Future<Integer> bad = callers.submit(() -> transactions.durably(writing, ""));
    awaitWaiting();
    open.countDown();

    assertThat(first.get()).isEqualTo("first");
    assertThat(good.get()).isEqualTo(4);
    assertThatThrownBy(bad::get).hasCauseInstanceOf(UnsupportedOperationException.class);
    assertThat(durable).containsExactly("first", "good");
  }

  @Test
  void doesTogetherWhatCanBeBeforeWhatStandsAlone() throws Exception {
    Future<String> first = submit("first");
    awaitWaiting();
    Future<String> alone = submit("alone");
    awaitWaiting();
    Transactions.Together<String, Integer> writing = texts -> writeAll(texts, new ArrayList<>());
    Future<Integer> share = callers.submit(() -> transactions.durably(writing, "shared"));
    awaitWaiting();
    open.countDown();

    assertThat(List.of(first.get(), alone.get())).containsExactly("first", "alone");
    assertThat(share.get()).isEqualTo(6);
    assertThat(durable).containsExactly("first", "shared", "alone");
  }

  @ParameterizedTest(name = "{0}: {1} attempts")
  @CsvSource({"40P01, 2", "40001, 2", "08006, 1"})
  void triesOnceMoreWhatWasEndedForSomebodyElse(String sqlState, int attempts) {
    open.countDown();
    AtomicInteger tried = new AtomicInteger();

    assertThatThrownBy(() -> transactions.durably(() -> refused(tried, sqlState)))
        .isInstanceOf(DatabaseException.class);

    assertThat(tried).hasValue(attempts);
    assertThat(durable).isEmpty();
  }

  @Test
  void keepsWhatIsDoneAtTheSecondAttempt() {
    open.countDown();
    AtomicInteger tried = new AtomicInteger();

    String done =
        transactions.durably(
            () -> {
              write("a");
              return tried.get() == 0 ? refused(tried, "40P01") : "done";
            });

    assertThat(done).isEqualTo("done");
    assertThat(durable).containsExactly("a");
  }

  private static String refused(AtomicInteger tried, String sqlState) {
    tried.incrementAndGet();
    throw new DatabaseException(
        "refused", new IllegalStateException(new SQLException("refused", sqlState)));
  }

  /// Writes texts, none of them empty, and says how long each is.
  private List<Integer> writeAll(List<String> texts, List<List<String>> calls) {
    calls.add(texts);
    if (texts.contains("")) {
      throw new UnsupportedOperationException("empty");
    }
    texts.forEach(this::write);
    return texts.stream().map(String::length).toList();
  }

  @Test
  void refusesWhenTooManyWait() throws Exception {
    transactions.close();
    transactions = new GroupCommit(this::inTransaction, 1);
    Future<String> running = submit("running");
    awaitWaiting();
    Future<String> waiting = submit("waiting");
    awaitWaiting();

    assertThatThrownBy(() -> transactions.durably(() -> write("late")))
        .isInstanceOf(RejectedExecutionException.class);
    open.countDown();
    assertThat(List.of(running.get(), waiting.get())).containsExactly("running", "waiting");
  }

  @Test
  void finishesWhatWaitsWhenItIsClosedAndRefusesTheRest() throws Exception {
    Future<String> waiting = submit("a");
    awaitWaiting();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(transactions::close, callers);
    open.countDown();
    closing.get();

    assertThat(waiting.get()).isEqualTo("a");
    assertThatThrownBy(() -> transactions.durably(() -> write("late")))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void refusesToWaitForItself() {
    open.countDown();

    assertThatThrownBy(() -> transactions.durably(() -> transactions.durably(() -> write("inner"))))
        .isInstanceOf(IllegalStateException.class);
  }

  private List<Future<String>> submitted(int from) throws InterruptedException {
    List<Future<String>> pieces = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      pieces.add(submit(String.valueOf(from + i)));
      Thread.sleep(1);
    }
    return pieces;
  }

  private Future<String> submit(String text) {
    return callers.submit(() -> transactions.durably(() -> write(text)));
  }

  /// Callers are threads of their own: gives them the time to queue up.
  private static void awaitWaiting() throws InterruptedException {
    Thread.sleep(200);
  }

  private String write(String text) {
    uncommitted.add(text);
    return text;
  }

  /// A transaction: all or nothing, and nothing before the disk lets it through.
  private void inTransaction(Runnable work) {
    uncommitted.clear();
    work.run();
    awaitDisk();
    durable.addAll(uncommitted);
    commits.add(uncommitted.size());
  }

  private void awaitDisk() {
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
