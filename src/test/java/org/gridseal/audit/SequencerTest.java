package org.gridseal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.gridseal.testing.LogCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequencerTest {
  private static final int THREADS = 8;
  private static final int EACH = 120;

  private final AuditFixture fixture = new AuditFixture();

  @AfterEach
  void holdsUp() {
    fixture.close();
    LogCheck.check(fixture.database.application(), fixture.key.verifier());
  }

  @Test
  void provesAnEventSoonAfterItsCommit() throws Exception {
    fixture.sequencer.start();
    UUID event = fixture.record();

    Publication.Published published = fixture.awaitProof(event);

    assertThat(published.proof()).startsWith("c2sp.org/tlog-proof@v1\nindex 0\n\n");
  }

  @Test
  void signsTheEmptyLogToo() throws Exception {
    fixture.sequencer.start();
    fixture.sequencer.close();

    byte[] note =
        new LogTiles(fixture.database.application(), fixture.key.verifier())
            .checkpoint()
            .orElseThrow();
    assertThat(Checkpoint.open(note, fixture.key.verifier()).size()).isZero();
  }

  @Test
  void placesWhatIsCommittedBeforeItStops() {
    for (int i = 0; i < 300; i++) {
      fixture.record();
    }
    fixture.sequencer.start();
    fixture.sequencer.close();

    assertThat(fixture.placed()).hasSize(300);
  }

  @ParameterizedTest(name = "{0} events, then {1}, then one")
  @CsvSource({"255, 1", "256, 1", "257, 255", "250, 600", "1, 2500"})
  void goesOnWhereAnotherHasStopped(int first, int second) {
    List<UUID> recorded = new ArrayList<>(fixture.record(first));
    fixture.place();
    recorded.addAll(fixture.record(second));
    fixture.place();
    recorded.add(fixture.record());
    fixture.place();

    assertThat(fixture.placed()).containsExactlyElementsOf(recorded);
    assertThat(fixture.count("log_bundle")).isEqualTo(recorded.size() / Tile.WIDTH);
    assertThat(fixture.count("log_tail")).isEqualTo(recorded.size() % Tile.WIDTH);
    assertThat(fixture.count("audit_pending")).isZero();
  }

  @Test
  void writesNothingWhenAnotherHasMovedTheHead() throws SQLException {
    fixture.record(300);
    try (Connection slow = fixture.database.application().getConnection()) {
      slow.setAutoCommit(false);
      var late = new Sequencing(slow, fixture.key, InstantSource.system());
      fixture.place();
      List<UUID> more = fixture.record(3);

      int placed = late.integrate();
      assertThat(placed).isEqualTo(Sequencing.MAXIMUM_BATCH);
      assertThat(fixture.placed()).hasSize(300).doesNotContainAnyElementsOf(more);
      assertThat(late.integrate()).isEqualTo(3);
    }
  }

  @Test
  void keepsTheTablesOfUnplacedEventsSmall() throws SQLException {
    for (int round = 0; round < 5; round++) {
      fixture.record(6_000);
      fixture.place();
    }

    assertThat(bytes("audit_pending")).isLessThan(3 * 6_000 * 500);
    assertThat(bytes("log_tail")).isLessThan(1 << 20);
  }

  @Test
  void takesUpItsWorkAfterTheDatabaseWasAway() throws Exception {
    fixture.sequencer.start();
    fixture.awaitProof(fixture.record());

    fixture.database.killConnections();
    UUID event = recordAfterTheOutage();

    assertThat(fixture.awaitProof(event)).isNotNull();
    assertThat(fixture.sequencer.isHealthy()).isTrue();
  }

  @Test
  void leavesTheWorkToTheOneThatHoldsTheLease() throws Exception {
    fixture.sequencer.start();
    fixture.awaitProof(fixture.record());
    try (var second =
        new Sequencer(fixture.database.application(), fixture.key, InstantSource.system())) {
      second.start();

      fixture.awaitProof(fixture.record());
      fixture.sequencer.close();

      assertThat(fixture.awaitProof(fixture.record())).isNotNull();
    }
  }

  @Test
  void appendsNothingToALogThatIsOlderThanWhatWasSigned() throws Exception {
    fixture.sequencer.start();
    fixture.awaitProof(fixture.record());
    fixture.sequencer.close();
    forgetTheLeaves();

    fixture.restartSequencer();
    for (int i = 0; i < 100 && fixture.sequencer.isHealthy(); i++) {
      Thread.sleep(20);
    }

    assertThat(fixture.sequencer.isHealthy()).isFalse();
    fixture.close();
    fixture.database.clear();
  }

  @Test
  void givesEachCommittedEventOnePlaceWhateverCrashes() throws Exception {
    Set<UUID> committed = ConcurrentHashMap.newKeySet();
    fixture.sequencer.start();
    var done = new CountDownLatch(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS; i++) {
        var random = new Random(i);
        var _ = threads.submit(() -> appendWithRollbacks(random, committed, done));
      }
      while (!done.await(300, TimeUnit.MILLISECONDS)) {
        fixture.restartSequencer();
        killTheSequencersConnection();
      }
    }
    fixture.restartSequencer();
    fixture.close();

    assertThat(fixture.placed()).containsExactlyInAnyOrderElementsOf(committed);
  }

  private void appendWithRollbacks(Random random, Set<UUID> committed, CountDownLatch done) {
    for (int i = 0; i < EACH; i++) {
      Set<UUID> ids = new HashSet<>();
      int events = 1 + random.nextInt(5);
      boolean rollback = random.nextInt(4) == 0;
      try {
        fixture.inTransaction(
            () -> {
              for (int j = 0; j < events; j++) {
                ids.add(fixture.log.append(Actor.GRIDSEAL, fixture.event()));
              }
              if (rollback) {
                throw new UnsupportedOperationException("rolled back on purpose");
              }
            });
        committed.addAll(ids);
      } catch (UnsupportedOperationException e) {
        // As intended; nothing of it may be found in the log.
      }
    }
    done.countDown();
  }

  /// As if the process had died in whatever it was doing.
  private void killTheSequencersConnection() throws SQLException {
    try (Connection connection = fixture.database.application().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted");
    }
  }

  private UUID recordAfterTheOutage() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      try {
        return fixture.record();
      } catch (IllegalStateException e) {
        Thread.sleep(50);
      }
    }
    throw new AssertionError("the pool did not recover");
  }

  private long bytes(String table) throws SQLException {
    try (Connection connection = fixture.database.application().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT pg_total_relation_size('" + table + "')")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void forgetTheLeaves() throws SQLException {
    fixture.database.asSuperuser(
        "SET session_replication_role = replica; TRUNCATE log_tail;"
            + " UPDATE log_head SET size = 0, root = sha256('')");
  }
}
