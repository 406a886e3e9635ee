package org.gridseal.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.gridseal.authority.Partition;
import org.gridseal.database.DatabaseException;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryLists;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ListShelfTest {
  private static final ListScope ALL = new ListScope("issuing", Partition.WHOLE);
  private static final ListScope OTHER = new ListScope("test", Partition.WHOLE);

  @TempDir private Path folder;

  private Instant now = Authorities.NOW;
  private final InMemoryLists lists = new InMemoryLists();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch held = new CountDownLatch(1);
  private ListShelf shelf;

  @BeforeEach
  void open() {
    shelf = new ListShelf(lists, folder, () -> now);
  }

  @AfterEach
  void close() {
    held.countDown();
    threads.close();
    shelf.close();
  }

  @Test
  void fetchesWhatIsAskedForOnce() {
    publish(1);

    assertThat(served()).isEqualTo("list 1");
    assertThat(served()).isEqualTo("list 1");
    assertThat(lists.reads()).isOne();
  }

  @Test
  void knowsNothingOfWhatDoesNotExist() {
    assertThat(shelf.fetch(ALL, false)).isEmpty();
  }

  @Test
  void servesTheListBeforeWhileTheNewOneIsFetched() throws Exception {
    publish(1);
    served();
    announce(2);
    lists.beforeReading(this::hold);
    CompletableFuture<Void> refreshing = CompletableFuture.runAsync(shelf::refresh, threads);
    reached.await();

    assertThat(served()).isEqualTo("list 1");

    held.countDown();
    refreshing.join();
    assertThat(served()).isEqualTo("list 2");
  }

  @Test
  void fetchesOnceForAllWhoWaitForTheSameList() throws Exception {
    publish(1);
    lists.beforeReading(this::hold);
    CompletableFuture<String> first = CompletableFuture.supplyAsync(this::served, threads);
    reached.await();
    CompletableFuture<String> second = CompletableFuture.supplyAsync(this::served, threads);
    Thread.sleep(50);

    held.countDown();

    assertThat(first.join()).isEqualTo("list 1");
    assertThat(second.join()).isEqualTo("list 1");
    assertThat(lists.reads()).isOne();
  }

  @Test
  void failsAtOnceForAllWhoWaitForTheSameList() throws Exception {
    publish(1);
    lists.beforeReading(
        () -> {
          hold();
          lists.goAway();
        });
    CompletableFuture<String> first = CompletableFuture.supplyAsync(this::served, threads);
    reached.await();
    CompletableFuture<String> second = CompletableFuture.supplyAsync(this::served, threads);
    Thread.sleep(50);

    held.countDown();

    for (CompletableFuture<String> one : List.of(first, second)) {
      assertThatThrownBy(one::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(DatabaseException.class);
    }
  }

  @Test
  void letsAListThatIsFetchedHoldUpNoOther() throws Exception {
    publish(1);
    lists.publish(OTHER, 1, now, "other".getBytes(US_ASCII));
    lists.beforeReading(this::hold);
    CompletableFuture<String> slow = CompletableFuture.supplyAsync(this::served, threads);
    reached.await();

    assertThat(content(shelf.fetch(OTHER, false))).isEqualTo("other");

    held.countDown();
    slow.join();
  }

  @Test
  void hearsOfAListThatIsPublishedWhileTheOneBeforeIsFetched() {
    publish(1);
    lists.beforeReading(() -> announce(2));
    assertThat(served()).isEqualTo("list 1");

    shelf.refresh();

    assertThat(served()).isEqualTo("list 2");
  }

  @Test
  void fetchesNothingThatNobodyAskedFor() {
    announce(1);

    shelf.refresh();

    assertThat(lists.reads()).isZero();
  }

  @Test
  void throwsATruncatedCopyAwayAndFetchesAgain() throws IOException {
    publish(1);
    lists.truncate(1);

    assertThat(served()).isEqualTo("list 1");
    assertThat(files()).hasSize(1);
  }

  @Test
  void servesNoListThatIsNotWhole() throws IOException {
    publish(1);
    lists.truncate(2);

    assertThatThrownBy(this::served).isInstanceOf(IllegalStateException.class);
    assertThat(files()).isEmpty();
  }

  @Test
  void fetchesAllOthersThoughOneIsNotWhole() {
    publish(1);
    lists.publish(OTHER, 1, now, "other 1".getBytes(US_ASCII));
    served();
    shelf.fetch(OTHER, false);
    announce(2);
    shelf.announce(List.of(lists.publish(OTHER, 2, now, "other 2".getBytes(US_ASCII))));
    // Whichever comes first.
    lists.truncate(2);

    assertThatThrownBy(shelf::refresh).isInstanceOf(IllegalStateException.class);

    assertThat(served() + ", " + content(shelf.at(OTHER, false)))
        .isIn("list 1, other 2", "list 2, other 1");
    shelf.refresh();
    assertThat(List.of(served(), content(shelf.at(OTHER, false))))
        .containsExactly("list 2", "other 2");
  }

  @Test
  void goesOnWithWhatItHasWhileTheRegisterIsAway() throws IOException {
    publish(1);
    served();
    announce(2);
    lists.beforeReading(lists::goAway);

    assertThatThrownBy(shelf::refresh).isInstanceOf(DatabaseException.class);
    assertThat(served()).isEqualTo("list 1");
    assertThat(files()).as("no half of the new one").hasSize(1);

    lists.comeBack();
    shelf.refresh();
    assertThat(served()).isEqualTo("list 2");
  }

  @Test
  void asksAgainForWhatHasRunOut() {
    publish(1);
    served();
    now = now.plus(Duration.ofDays(7));
    assertThat(shelf.fetch(ALL, false)).isEmpty();

    publish(2);

    assertThat(served()).isEqualTo("list 2");
  }

  @Test
  void keepsTwoFilesOfAListAtMost() throws IOException {
    publish(1);
    served();
    for (int number = 2; number <= 5; number++) {
      announce(number);
      shelf.refresh();
    }

    assertThat(files()).hasSize(2);
    assertThat(served()).isEqualTo("list 5");
  }

  private void publish(int number) {
    lists.publish(ALL, number, now, ("list " + number).getBytes(US_ASCII));
  }

  private void announce(int number) {
    shelf.announce(List.of(lists.publish(ALL, number, now, ("list " + number).getBytes(US_ASCII))));
  }

  private void hold() {
    reached.countDown();
    try {
      held.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String served() {
    return content(shelf.fetch(ALL, false));
  }

  private static String content(Optional<ShelvedList> list) {
    try {
      return Files.readString(list.orElseThrow().file());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".crl")).toList();
    }
  }
}
