package org.gridseal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RepeatedTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();

  @Test
  void worksAgainAndAgain() throws InterruptedException {
    try (Repeated _ = new Repeated("test", Duration.ofMillis(1), () -> done.add("work"))) {
      assertThat(done.take()).isEqualTo("work");
      assertThat(done.take()).isEqualTo("work");
    }
    done.clear();

    assertThat(done.poll(50, TimeUnit.MILLISECONDS)).as("when it is closed").isNull();
  }

  @Test
  void goesOnAfterAFailure() throws InterruptedException {
    try (Repeated _ =
        new Repeated(
            "test",
            Duration.ofMillis(1),
            () -> {
              done.add("work");
              throw new DatabaseException("the database is away", new IllegalStateException());
            })) {
      assertThat(done.take()).isEqualTo("work");
      assertThat(done.take()).isEqualTo("work");
    }
  }

  @Test
  void worksAtOnceWhenItIsWoken() throws InterruptedException {
    try (var repeated = new Repeated("test", LONG, () -> done.add("work"))) {
      done.take();

      repeated.wake();

      assertThat(done.take()).isEqualTo("work");
    }
  }

  @Test
  void endsWhatItDoesBeforeItIsClosed() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    var repeated =
        new Repeated(
            "test",
            LONG,
            () -> {
              begun.countDown();
              sleep();
              ended.set(true);
            });
    begun.await();

    repeated.close();

    assertThat(ended).isTrue();
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
