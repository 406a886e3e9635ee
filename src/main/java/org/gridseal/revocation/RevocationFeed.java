package org.gridseal.revocation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Tells this replica what any replica revoked, held, released or published, in the order in which
/// it became durable. Nothing is left out but the changes before the first [#poll].
public final class RevocationFeed {
  private static final long NOT_BEGUN = -1;

  private final Revocations revocations;
  private final RevocationLists lists;
  private final List<Consumer<List<Revocations.Named>>> toChanges = new ArrayList<>();
  private final List<Consumer<List<IssuedList>>> toLists = new ArrayList<>();
  private volatile long position = NOT_BEGUN;
  private long listPosition;

  public RevocationFeed(Revocations revocations, RevocationLists lists) {
    this.revocations = revocations;
    this.lists = lists;
  }

  /// Tells of changes from now on; before the first poll only.
  public void onChanges(Consumer<List<Revocations.Named>> listener) {
    toChanges.add(listener);
  }

  /// Tells of published lists from now on; before the first poll only.
  public void onLists(Consumer<List<IssuedList>> listener) {
    toLists.add(listener);
  }

  /// Asks the register, and tells the listeners, who are to be quick.
  ///
  /// @throws org.gridseal.database.DatabaseException if it is away; the next poll tells everything
  public synchronized void poll() {
    if (position == NOT_BEGUN) {
      // Of changes before, nobody remembers anything; lists may have been fetched.
      position = revocations.position();
    }
    Revocations.News news = revocations.since(position);
    if (!news.changes().isEmpty()) {
      toChanges.forEach(listener -> listener.accept(news.changes()));
    }
    position = news.position();
    RevocationLists.News published = lists.since(listPosition);
    if (!published.lists().isEmpty()) {
      toLists.forEach(listener -> listener.accept(published.lists()));
    }
    listPosition = published.position();
  }

  /// Whether changes are being told: what was remembered before may be out of date.
  public boolean hasBegun() {
    return position != NOT_BEGUN;
  }
}
