package org.gridseal.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.gridseal.audit.GroupCommit;
import org.gridseal.testing.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeviceLocksTest {
  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private final Database database = Database.shared();
  private final DeviceLocks locks = new DeviceLocks(new Sql(database.transactional()));
  private final CountDownLatch met = new CountDownLatch(2);
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void lockNobodyOutWhoWantsTheSameInOneCall() throws Exception {
    assertThat(taken(this::both, this::both)).isEqualTo(2);
  }

  private void both() {
    attempts.incrementAndGet();
    locks.take(List.of(ONE, OTHER));
    locks.take(List.of(OTHER, ONE, ONE));
  }

  /// As two pieces do that share a commit with others.
  @Test
  void areHadByBothWhoWaitForEachOtherInTheEnd() throws Exception {
    assertThat(taken(() -> oneByOne(ONE, OTHER), () -> oneByOne(OTHER, ONE))).isEqualTo(3);
  }

  private void oneByOne(UUID first, UUID second) {
    attempts.incrementAndGet();
    locks.take(List.of(first));
    meet();
    locks.take(List.of(second));
  }

  private void meet() {
    met.countDown();
    try {
      met.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lets two replicas do something at the same time.
  ///
  /// @return how often they tried
  private int taken(Runnable here, Runnable there) throws Exception {
    try (var one = new GroupCommit(database::inTransaction, 10);
        var other = new GroupCommit(database::inTransaction, 10);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = callers.submit(() -> one.durably(here));
      Future<?> second = callers.submit(() -> other.durably(there));
      first.get();
      second.get();
    }
    return attempts.get();
  }
}
