package org.gridseal.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.revocation.Revocations.Named;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryLists;
import org.gridseal.testing.InMemoryRevocations;
import org.junit.jupiter.api.Test;

class RevocationFeedTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final InMemoryRevocations revocations = new InMemoryRevocations();
  private final InMemoryLists lists = new InMemoryLists();
  private final List<Named> told = new ArrayList<>();

  /// May be below 0, as [System#nanoTime] may.
  private long nanos = -42;

  private final RevocationFeed feed = new RevocationFeed(revocations, lists, () -> nanos);

  @Test
  void isNotCurrentBeforeItHasReadAnything() {
    assertThat(feed.isCurrent()).isFalse();
  }

  @Test
  void isCurrentUntilASecondAfterTheBeginningOfAPoll() {
    feed.poll();
    assertThat(feed.isCurrent()).isTrue();

    nanos += SECOND.toNanos() - 1;
    assertThat(feed.isCurrent()).isTrue();

    nanos++;
    assertThat(feed.isCurrent()).isFalse();
  }

  @Test
  void isNotCurrentAfterAPollThatTookASecond() {
    feed.onChanges(changes -> nanos += SECOND.toNanos());
    feed.poll();
    revoke(1);

    feed.poll();

    assertThat(feed.isCurrent()).isFalse();
  }

  @Test
  void isCurrentNoLongerThanBeforeWhenTheRegisterGoesAway() {
    feed.poll();
    lists.goAway();

    nanos += SECOND.toNanos() / 2;
    assertThatThrownBy(feed::poll).isInstanceOf(DatabaseException.class);
    assertThat(feed.isCurrent()).isTrue();

    nanos += SECOND.toNanos() / 2;
    assertThatThrownBy(feed::poll).isInstanceOf(DatabaseException.class);
    assertThat(feed.isCurrent()).isFalse();
  }

  @Test
  void tellsEverythingInOnePollHoweverMuchItIs() {
    feed.onChanges(told::addAll);
    feed.poll();
    int many = 2 * Revocations.News.MOST + 1;
    for (int number = 1; number <= many; number++) {
      revoke(number);
    }

    feed.poll();

    assertThat(told).hasSize(many).doesNotHaveDuplicates();
    assertThat(feed.isCurrent()).isTrue();
  }

  @Test
  void tellsNothingOfBeforeItBegan() {
    revoke(1);
    feed.onChanges(told::addAll);

    feed.poll();
    revoke(2);
    feed.poll();

    assertThat(told).containsExactly(new Named("issuing", serial(2)));
  }

  private void revoke(int number) {
    var revoked =
        new Revoked(serial(number), Authorities.NOW, RevocationReason.cessationOfOperation);
    assertThat(revocations.add(revoked, "somebody")).isTrue();
  }

  private static SerialNumber serial(int number) {
    return new SerialNumber(BigInteger.valueOf(number));
  }
}
