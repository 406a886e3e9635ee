package org.gridseal.est;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkroomTest {
  private final CountDownLatch end = new CountDownLatch(1);

  @Test
  void takesNoMoreThanThereArePlaces() throws InterruptedException {
    var workroom = new Workroom(1, new Random(1));

    assertThat(workroom.take(this::untilTheEnd)).isTrue();
    assertThat(workroom.take(() -> {})).isFalse();

    end.countDown();
    assertThat(workroom.close(Duration.ofSeconds(30))).isTrue();
  }

  @Test
  void hasAPlaceAgainWhenWorkFails() throws InterruptedException {
    var workroom = new Workroom(1, new Random(1));
    var failed = new CountDownLatch(1);
    workroom.take(
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> failed.countDown());
          throw new IllegalStateException("as the test wants it");
        });

    failed.await();

    assertThat(workroom.take(() -> {})).isTrue();
  }

  @Test
  void takesNothingWhenItIsClosed() throws InterruptedException {
    var workroom = new Workroom(1, new Random(1));

    workroom.close(Duration.ZERO);

    assertThat(workroom.take(() -> {})).isFalse();
  }

  @Test
  void sendsEachAwayForAnotherTime() {
    var workroom = new Workroom(1, new Random(1));

    assertThat(Stream.generate(workroom::pause).limit(1000).distinct())
        .hasSizeGreaterThan(40)
        .allMatch(pause -> pause.toSeconds() >= 10 && pause.toSeconds() <= 60);
  }

  @Test
  void refusesToHaveNoPlace() {
    assertThatThrownBy(() -> new Workroom(0, new Random(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void untilTheEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
