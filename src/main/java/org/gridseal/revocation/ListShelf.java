package org.gridseal.revocation;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.gridseal.database.DatabaseException;
import org.jspecify.annotations.Nullable;

/// The newest CRLs in files of this replica: fetched from the register when first asked for, and by
/// [#refresh] after a newer one was published, while the one before is served as long as it lives.
/// So serving them costs neither heap nor a question to the database, and goes on while that is
/// away.
public final class ListShelf implements AutoCloseable {
  private final RevocationLists lists;
  private final ShelfFolder folder;
  private final InstantSource time;
  private final ConcurrentMap<Place, Held> places = new ConcurrentHashMap<>();

  /// The newest numbers that were heard of, asked for or not: as many as there are lists.
  private final ConcurrentMap<Place, Long> published = new ConcurrentHashMap<>();

  private final ConcurrentMap<Place, CompletableFuture<Boolean>> underWay =
      new ConcurrentHashMap<>();

  /// @param place where every service on this machine may take a folder of its own
  /// @throws java.io.UncheckedIOException if nothing can be written there
  public ListShelf(RevocationLists lists, Path place, InstantSource time) {
    this.lists = lists;
    this.folder = ShelfFolder.under(place);
    this.time = time;
  }

  private record Place(ListScope scope, boolean delta) {
    static Place of(IssuedList list) {
      return new Place(list.scope(), list.isDelta());
    }
  }

  /// What is here of one list; a change is a new one.
  ///
  /// @param before the one before, whose file somebody may just be opening
  private record Held(ShelvedList list, Optional<ShelvedList> before) {}

  /// The newest list that is here, if it lives; never waits.
  public Optional<ShelvedList> at(ListScope scope, boolean delta) {
    return at(new Place(scope, delta));
  }

  private Optional<ShelvedList> at(Place place) {
    return held(place).map(Held::list).filter(it -> it.isLiving(time.instant()));
  }

  private Optional<Held> held(Place place) {
    return Optional.ofNullable(places.get(place));
  }

  /// The newest list that is here, fetched if none lives. Of those who ask for the same list at the
  /// same time one fetches it, and the others share what came of that.
  ///
  /// @return empty if none was published that lives
  /// @throws DatabaseException if the register is away
  /// @throws java.io.UncheckedIOException if there is no room for a file
  /// @throws IllegalStateException if the register's list is not whole
  public Optional<ShelvedList> fetch(ListScope scope, boolean delta) {
    var place = new Place(scope, delta);
    return at(place).or(() -> renew(place) ? at(place) : Optional.empty());
  }

  /// Hears of lists that were published; returns at once.
  public void announce(List<IssuedList> newer) {
    newer.forEach(list -> published.merge(Place.of(list), list.number(), Math::max));
  }

  /// Fetches what is here and has been replaced. For one thread, which nobody waits for.
  ///
  /// @throws DatabaseException if the register is away; the next time goes on
  /// @throws java.io.UncheckedIOException if there is no room for a file
  /// @throws IllegalStateException if a list is not whole; all others were fetched
  public void refresh() {
    @Nullable IllegalStateException broken = null;
    for (Map.Entry<Place, Held> each : places.entrySet()) {
      try {
        if (isReplaced(each.getKey(), each.getValue())) {
          renew(each.getKey());
        }
      } catch (IllegalStateException e) {
        broken = e;
      }
    }
    if (broken != null) {
      throw broken;
    }
  }

  private boolean isReplaced(Place place, Held held) {
    return published.getOrDefault(place, 0L) > held.list().list().number();
  }

  /// @return whether there is one
  private boolean renew(Place place) {
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> first = underWay.putIfAbsent(place, mine);
    if (first != null) {
      return shared(first);
    }
    try {
      boolean found = putNewest(place);
      mine.complete(found);
      return found;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(place);
    }
  }

  private static boolean shared(CompletableFuture<Boolean> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private boolean putNewest(Place place) {
    Optional<IssuedList> newest = lists.newest(place.scope(), place.delta());
    if (newest.isEmpty()) {
      // What does not exist takes no place here: strangers choose what they ask for.
      return false;
    }
    if (!put(place, newest.get())) {
      // Replaced and removed meanwhile; or not whole, then it is not whole now either.
      IssuedList next = lists.newest(place.scope(), place.delta()).orElseThrow();
      if (!put(place, next)) {
        throw new IllegalStateException(
            "the register's list %s number %d is not whole".formatted(next.scope(), next.number()));
      }
    }
    return true;
  }

  private boolean put(Place place, IssuedList list) {
    Optional<Held> before = held(place);
    if (before.filter(it -> it.list().list().equals(list)).isPresent()) {
      return true;
    }
    Optional<Path> file = folder.copy(list, lists);
    if (file.isEmpty()) {
      return false;
    }
    places.put(place, new Held(new ShelvedList(list, file.get()), before.map(Held::list)));
    before.flatMap(Held::before).ifPresent(old -> folder.remove(old.file()));
    return true;
  }

  /// Removes the files; nothing is served any more.
  @Override
  public void close() {
    places.clear();
    folder.close();
  }
}
