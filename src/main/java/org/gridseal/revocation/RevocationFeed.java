package org.gridseal.revocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Tells this replica what any replica revoked, held, released or published, in the order in which
/// it became durable. Nothing is left out but the changes before the first [#poll].
public final class RevocationFeed {
  /// How old a change may be that was not told yet.
  static final Duration FRESHNESS = Duration.ofSeconds(1);

  private static final long NOT_BEGUN = -1;

  private final Revocations revocations;
  private final RevocationLists lists;
  private final LongSupplier clock;
  private final List<Consumer<List<Revocations.Named>>> toChanges = new ArrayList<>();
  private final List<Consumer<List<IssuedList>>> toLists = new ArrayList<>();
  private long position = NOT_BEGUN;
  private long listPosition;

  /// When the last poll began that read everything.
  private volatile OptionalLong asOf = OptionalLong.empty();

  /// @param clock tells [System#nanoTime]: nobody sets that back
  public RevocationFeed(Revocations revocations, RevocationLists lists, LongSupplier clock) {
    this.revocations = revocations;
    this.lists = lists;
    this.clock = clock;
  }

  /// Tells of changes from now on; before the first poll only.
  public void onChanges(Consumer<List<Revocations.Named>> listener) {
    toChanges.add(listener);
  }

  /// Tells of published lists from now on; before the first poll only.
  public void onLists(Consumer<List<IssuedList>> listener) {
    toLists.add(listener);
  }

  /// Asks the register for everything that there is, and tells the listeners, who are to be quick.
  ///
  /// @throws org.gridseal.database.DatabaseException if it is away; the next poll tells the rest
  public synchronized void poll() {
    long begin = clock.getAsLong();
    if (position == NOT_BEGUN) {
      // Of changes before, nobody remembers anything; lists may have been fetched.
      position = revocations.position();
    }
    while (tellChanges()) {
      // Nobody is to be told of a part only.
    }
    tellLists();
    asOf = OptionalLong.of(begin);
  }

  /// @return whether there may be more
  private boolean tellChanges() {
    Revocations.News news = revocations.since(position);
    if (!news.changes().isEmpty()) {
      toChanges.forEach(listener -> listener.accept(news.changes()));
    }
    position = news.position();
    return news.isFull();
  }

  private void tellLists() {
    RevocationLists.News published = lists.since(listPosition);
    if (!published.lists().isEmpty()) {
      toLists.forEach(listener -> listener.accept(published.lists()));
    }
    listPosition = published.position();
  }

  /// Whether everything has been told that became durable more than a second ago. From the first
  /// time on that this is so, every later change is told some time, too.
  public boolean isCurrent() {
    OptionalLong read = asOf;
    return read.isPresent() && clock.getAsLong() - read.getAsLong() < FRESHNESS.toNanos();
  }
}
