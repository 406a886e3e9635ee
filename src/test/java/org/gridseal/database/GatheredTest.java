package org.gridseal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GatheredTest {
  private static final int HELD_UP = -1;

  private final List<List<Integer>> queries = new CopyOnWriteArrayList<>();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch held = new CountDownLatch(1);
  private final Gathered<Integer, String> gathered = new Gathered<>(this::answer);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void letGo() {
    held.countDown();
    threads.close();
  }

  @Test
  void asksForOneThatIsAloneAtOnce() {
    assertThat(gathered.ask(4)).contains("4");
    assertThat(queries).containsExactly(List.of(4));
  }

  @Test
  void saysWhenThereIsNoAnswer() {
    assertThat(gathered.ask(13)).isEmpty();
  }

  @Test
  void asksForAllThatCameMeanwhileTogether() throws InterruptedException {
    List<CompletableFuture<Optional<String>>> asked = behindASlowOne(20);

    held.countDown();

    assertThat(answersOf(asked)).isEqualTo(numbers(20));
    assertThat(queries).hasSize(2);
    assertThat(queries.getLast()).hasSize(20);
  }

  @Test
  void asksForEqualOnesOnce() throws InterruptedException {
    List<CompletableFuture<Optional<String>>> asked = behindASlowOne(0);
    asked.add(ask(7));
    asked.add(ask(7));
    await(2);

    held.countDown();

    assertThat(answersOf(asked)).containsExactly("7", "7");
    assertThat(queries.getLast()).containsExactly(7);
  }

  @Test
  void asksForVeryManyInSeveralQueries() throws InterruptedException {
    List<CompletableFuture<Optional<String>>> asked = behindASlowOne(200);

    held.countDown();

    assertThat(answersOf(asked)).isEqualTo(numbers(200));
    assertThat(queries).allSatisfy(query -> assertThat(query).hasSizeLessThanOrEqualTo(64));
  }

  @Test
  void failsForEverybodyInAQueryThatFailsAndForNobodyElse() throws InterruptedException {
    List<CompletableFuture<Optional<String>>> asked = behindASlowOne(0);
    asked.add(ask(666));
    asked.add(ask(5));
    await(2);

    held.countDown();

    assertThat(asked)
        .allSatisfy(
            one ->
                assertThatThrownBy(one::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(IllegalArgumentException.class));
    assertThat(gathered.ask(5)).contains("5");
  }

  /// So many questions, from 100 on, that wait behind a query which takes its time.
  private List<CompletableFuture<Optional<String>>> behindASlowOne(int count)
      throws InterruptedException {
    threads.execute(() -> gathered.ask(HELD_UP));
    reached.await();
    List<CompletableFuture<Optional<String>>> asked = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> asked.add(ask(100 + i)));
    await(count);
    return asked;
  }

  private CompletableFuture<Optional<String>> ask(int question) {
    return CompletableFuture.supplyAsync(() -> gathered.ask(question), threads);
  }

  /// Until so many wait.
  private void await(int count) throws InterruptedException {
    while (gathered.waiting() < count) {
      Thread.sleep(1);
    }
  }

  private static List<String> answersOf(List<CompletableFuture<Optional<String>>> asked) {
    return asked.stream().map(CompletableFuture::join).map(Optional::orElseThrow).toList();
  }

  private static List<String> numbers(int count) {
    return IntStream.range(0, count).mapToObj(i -> Integer.toString(100 + i)).toList();
  }

  private Map<Integer, String> answer(List<Integer> questions) {
    queries.add(questions);
    if (questions.contains(HELD_UP)) {
      reached.countDown();
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    if (questions.contains(666)) {
      throw new IllegalArgumentException("evil");
    }
    return questions.stream()
        .filter(number -> number != 13)
        .collect(Collectors.toMap(Function.identity(), number -> Integer.toString(number)));
  }
}
