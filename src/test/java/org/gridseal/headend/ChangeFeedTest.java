package org.gridseal.headend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gridseal.headend.HeadEndFixture.START;
import static org.gridseal.testing.RegisterRows.lfdi;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gridseal.site.SiteId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChangeFeedTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private final HeadEndFixture utility = new HeadEndFixture();
  private final SiteId site = utility.rows.site("APPROVED");
  private final ChangeFeed feed =
      new ChangeFeed(utility.database.transactional(), utility.transactions, () -> START);

  @AfterEach
  void stop() {
    feed.close();
  }

  @Test
  void wakesWhoWaitsWhenThereIsAChange() throws Exception {
    feed.start();
    CompletableFuture<Void> waiting = waiting();
    assertThat(waiting).isNotDone();

    utility.issue(site, utility.rows.device(site), lfdi("first"), START);
    utility.place();

    waiting.get(10, TimeUnit.SECONDS);
    assertThat(utility.all()).hasSize(1);
  }

  @Test
  void letsNobodyWaitForWhatIsThere() throws Exception {
    utility.issue(site, utility.rows.device(site), lfdi("first"), START);
    utility.place();
    feed.start();

    waiting().get(10, TimeUnit.SECONDS);
  }

  @Test
  void waitsNoLongerThanItIsAskedTo() throws Exception {
    feed.start();
    long before = System.nanoTime();

    feed.await(0, Duration.ofMillis(300));

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
  }

  @Test
  void sendsEverybodyAwayWhenItStops() throws Exception {
    feed.start();
    CompletableFuture<Void> waiting = waiting();

    feed.close();

    waiting.get(10, TimeUnit.SECONDS);
  }

  @Test
  void goesOnWhenTheDatabaseIsBack() throws Exception {
    feed.start();
    CompletableFuture<Void> waiting = waiting();

    utility.database.killConnections();
    utility.issue(site, utility.rows.device(site), lfdi("first"), START);
    utility.place();

    waiting.get(20, TimeUnit.SECONDS);
    assertThat(utility.all()).hasSize(1);
  }

  private CompletableFuture<Void> waiting() {
    return CompletableFuture.runAsync(
        () -> {
          try {
            feed.await(0, LONG);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
