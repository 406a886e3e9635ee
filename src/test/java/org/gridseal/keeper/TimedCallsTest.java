package org.gridseal.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.gridseal.authority.SigningException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TimedCallsTest {
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final TimedCalls calls = new TimedCalls("the keeper", 1, LIMIT);

  @Test
  void makesNoCallThatHasWaitedForHalfOfItsTime() throws Exception {
    var begun = new CountDownLatch(1);
    var isMade = new AtomicBoolean();
    Thread first =
        Thread.ofVirtual()
            .start(
                () ->
                    calls.call(
                        () -> {
                          begun.countDown();
                          Thread.sleep(LIMIT.multipliedBy(3).dividedBy(4));
                          return 1;
                        }));
    begun.await();

    assertThatThrownBy(
            () ->
                calls.call(
                    () -> {
                      isMade.set(true);
                      return 2;
                    }))
        .isInstanceOf(SigningException.class)
        .hasMessage("the keeper has too many calls waiting");

    first.join();
    assertThat(isMade).isFalse();
    assertThat(calls.<Integer>call(() -> 3)).isEqualTo(3);
  }

  @Test
  void givesUpACallThatHangs() throws Exception {
    var isInterrupted = new CountDownLatch(1);

    assertThatThrownBy(
            () ->
                calls.call(
                    () -> {
                      try {
                        Thread.sleep(Duration.ofMinutes(1));
                        return 1;
                      } catch (InterruptedException e) {
                        isInterrupted.countDown();
                        throw e;
                      }
                    }))
        .isInstanceOf(SigningException.class)
        .hasMessage("the keeper gave no answer within 2000 ms");

    assertThat(isInterrupted.await(5, TimeUnit.SECONDS)).isTrue();
  }
}
