package org.gridseal.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.gridseal.testing.Keys;
import org.gridseal.x509.SubjectKey;
import org.junit.jupiter.api.Test;

class KeyTurnsTest {
  private static final int MANY = 20;

  private final KeyTurns turns = new KeyTurns();
  private final SubjectKey key = SubjectKey.of(Keys.p256().getPublic());

  @Test
  void letsOneIn() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < MANY; number++) {
        Future<?> unused =
            crowd.submit(
                () ->
                    turns.inTurn(
                        key,
                        () -> {
                          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                          LockSupport.parkNanos(100_000);
                          return inside.decrementAndGet();
                        }));
        assertThat(unused).isNotNull();
      }
    }

    assertThat(most).hasValue(1);
    assertThat(turns.size()).isZero();
  }

  @Test
  void keepsNobodyWaitingForAnotherKey() throws Exception {
    CountDownLatch free = new CountDownLatch(1);
    try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> slow = crowd.submit(() -> turns.inTurn(key, () -> isFree(free)));

      boolean quick = turns.inTurn(SubjectKey.of(Keys.p256().getPublic()), () -> true);
      free.countDown();

      assertThat(quick).isTrue();
      assertThat(slow.get()).isTrue();
    }
  }

  @Test
  void letsTheNextInWhenWorkFails() {
    assertThatThrownBy(
            () ->
                turns.inTurn(
                    key,
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(turns.<Boolean>inTurn(key, () -> true)).isTrue();
    assertThat(turns.size()).isZero();
  }

  private static boolean isFree(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
