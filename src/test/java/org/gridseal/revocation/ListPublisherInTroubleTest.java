package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.revocation.Publishing.ALL;
import static org.gridseal.revocation.Publishing.FIRST;
import static org.gridseal.revocation.Publishing.part;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import org.gridseal.authority.RevocationReason;
import org.gridseal.database.DatabaseException;
import org.gridseal.testing.BrokenKey.Fault;
import org.gridseal.testing.DirectTransactions.Fate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Keys that are away, replicas that die or are faster, clocks that were wrong.
class ListPublisherInTroubleTest {
  private final Publishing publishing = new Publishing();

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void keepsTheLastListWhileTheKeyIsAwayAndCatchesUp(Fault fault) throws Exception {
    publishing.round();
    publishing.pass(Duration.ofMinutes(1));
    publishing.revoke(FIRST, RevocationReason.keyCompromise);
    publishing.key().become(fault);

    assertThat(publishing.round()).isFalse();
    assertThat(publishing.newest(ALL).number()).isEqualTo(1);

    publishing.key().become(Fault.NONE);
    assertThat(publishing.round()).isTrue();
    assertThat(publishing.serialsOn(ALL)).containsExactly(FIRST);
  }

  @Test
  void losesNothingWhenItEndsBetweenSigningAndPublishing() throws Exception {
    publishing.round();
    publishing.pass(Duration.ofMinutes(1));
    publishing.revoke(FIRST, RevocationReason.keyCompromise);
    publishing.transactions().enlist(publishing.log()::mark);
    publishing.transactions().decide(1, Fate.LOST);
    // As the database would undo it.
    publishing.transactions().enlist(() -> () -> forgetTheLast());

    assertThatThrownBy(publishing::round).isInstanceOf(DatabaseException.class);
    assertThat(publishing.newest(ALL).number()).isEqualTo(1);

    assertThat(publishing.anotherPublisher().round())
        .as("a new start, or another replica")
        .isTrue();
    assertThat(publishing.newest(ALL).number()).isEqualTo(2);
    assertThat(publishing.serialsOn(ALL)).containsExactly(FIRST);
  }

  private void forgetTheLast() {
    try {
      publishing.asSuperuser(
          "SET session_replication_role = replica; DELETE FROM revocation_list WHERE number = 2");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void makesAListAnewWhenTheClockWasAhead() {
    publishing.round();
    Instant right = publishing.now();
    publishing.pass(Duration.ofDays(365));
    publishing.round();
    assertThat(publishing.newest(ALL).number()).isEqualTo(2);

    publishing.become(right.plus(Duration.ofHours(1)));
    publishing.round();

    assertThat(publishing.newest(ALL).number()).as("numbers never go back").isEqualTo(3);
    assertThat(publishing.newest(ALL).thisUpdate()).isEqualTo(publishing.now());
  }

  @Test
  void leavesItToAnotherReplicaThatIsAtIt() {
    try (Cut other = publishing.lists().cut().orElseThrow()) {
      assertThat(other.position()).isZero();
      assertThat(publishing.lists().cut()).isEmpty();
      assertThat(publishing.round()).isTrue();
    }

    assertThat(publishing.lists().newest(ALL, false)).isEmpty();
    publishing.round();
    assertThat(publishing.lists().newest(ALL, false)).isPresent();
  }

  @Test
  void takesANumberOnlyOnce() {
    publishing.round();
    IssuedList first = publishing.newest(ALL);

    assertThat(publishing.lists().publish(first)).isFalse();
  }

  @Test
  void removesWhatWasReplacedButNeverTheNewest() throws Exception {
    for (int day = 0; day < 4; day++) {
      publishing.round();
      publishing.pass(Duration.ofDays(1));
    }
    publishing.asSuperuser(
        "SET session_replication_role = replica;"
            + " UPDATE revocation_list_chunk SET made_at = now() - interval '2 hours'");

    publishing.lists().prune();

    assertThat(publishing.count("revocation_list")).isEqualTo(2);
    assertThat(publishing.count("revocation_list_chunk")).isEqualTo(2 * 3);
    assertThat(publishing.newest(ALL).number()).isEqualTo(4);
    assertThatThrownBy(() -> publishing.execute("DELETE FROM revocation_list WHERE number = 4"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("newest");
  }

  @Test
  void endsTheRoundWhenAnotherReplicaWasFaster() {
    publishing.lists().expect(4);
    publishing.transactions().enlist(this::rival);

    assertThat(publishing.round()).isTrue();

    assertThat(publishing.log().events).as("none of ours").isEmpty();
    assertThat(publishing.lists().newest(part(4, 0), false)).as("nor the lists after it").isEmpty();
    assertThat(publishing.round()).isTrue();
    assertThat(publishing.newest(part(4, 0)).number()).isEqualTo(1);
    assertThat(publishing.newest(ALL).number()).isEqualTo(1);
  }

  /// One that has the lock, because the connection that had it was lost.
  private Runnable rival() {
    var list =
        new IssuedList(
            ALL,
            1,
            OptionalLong.empty(),
            publishing.now(),
            publishing.now().plus(Duration.ofDays(7)),
            0,
            0,
            1,
            UUID.randomUUID());
    publishing.lists().publish(list);
    return () -> {};
  }
}
