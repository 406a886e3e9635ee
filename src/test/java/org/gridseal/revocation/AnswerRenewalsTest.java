package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.revocation.Revocations.Named;
import org.gridseal.testing.Authorities;
import org.junit.jupiter.api.Test;

class AnswerRenewalsTest {
  private Instant now = Authorities.NOW;
  private final Queue<Runnable> begun = new ArrayDeque<>();
  private final List<Integer> done = new ArrayList<>();
  private final AnswerRenewals renewals = new AnswerRenewals(begun::add, () -> now);

  @Test
  void renewsOnceWhatManyAskFor() {
    for (int request = 0; request < 10_000; request++) {
      begin(1);
    }

    finishAll();

    assertThat(done).containsExactly(1);
  }

  @Test
  void renewsTheSameAgainWhenItIsDone() {
    begin(1);
    finishAll();
    begin(1);
    finishAll();

    assertThat(done).containsExactly(1, 1);
  }

  @Test
  void takesNoMoreThanItHasPlacesFor() {
    for (int number = 0; number < 10_000; number++) {
      begin(number);
    }
    assertThat(begun).hasSize(AnswerRenewals.PLACES);

    finishAll();
    begin(10_000);

    assertThat(begun).as("and then again").hasSize(1);
  }

  @Test
  void restsAfterAFailure() {
    beginInVain(1);
    finishAll();

    begin(2);
    assertThat(begun).isEmpty();

    now = now.plus(AnswerRenewals.REST);
    begin(2);
    begin(1);
    finishAll();
    assertThat(done).containsExactly(2, 1);
  }

  @Test
  void doesNotRestForYearsAfterTheClockWasSetBack() {
    beginInVain(1);
    finishAll();
    now = now.minus(Duration.ofDays(1));

    begin(1);
    finishAll();

    assertThat(done).containsExactly(1);
  }

  private void begin(int number) {
    renewals.begin(named(number), () -> done.add(number));
  }

  private void beginInVain(int number) {
    renewals.begin(
        named(number),
        () -> {
          throw new DatabaseException("the register is away", new IllegalStateException());
        });
  }

  private void finishAll() {
    for (Runnable one = begun.poll(); one != null; one = begun.poll()) {
      one.run();
    }
  }

  private static Named named(int number) {
    return new Named("issuing", new SerialNumber(BigInteger.valueOf(number + 1L)));
  }
}
