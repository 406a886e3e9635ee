package org.gridseal.revocation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.gridseal.database.DatabaseException;
import org.jspecify.annotations.Nullable;

/// The newest CRLs in files of this replica: fetched from the register when first asked for and
/// whenever a newer one is published. So serving them costs neither heap nor a question to the
/// database, and goes on while that is away.
public final class ListShelf implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(ListShelf.class.getName());

  private final RevocationLists lists;
  private final Path folder;
  private final InstantSource time;
  private final ConcurrentMap<Place, Held> places = new ConcurrentHashMap<>();

  /// @param folder belongs to this process alone
  public ListShelf(RevocationLists lists, Path folder, InstantSource time) {
    this.lists = lists;
    this.folder = folder;
    this.time = time;
  }

  private record Place(ListScope scope, boolean delta) {}

  /// What is known of one list; a change is a new one.
  ///
  /// @param list the last that was fetched
  /// @param before the one before, whose file somebody may just be opening
  /// @param isStale whether a newer one was published
  private record Held(@Nullable ShelvedList list, @Nullable ShelvedList before, boolean isStale) {}

  /// The newest list, if it is here; never waits.
  public Optional<ShelvedList> at(ListScope scope, boolean delta) {
    Held held = places.get(new Place(scope, delta));
    return held == null || held.isStale ? Optional.empty() : living(held.list);
  }

  /// The newest list, fetched if need be. While the register is away, the last that is here.
  ///
  /// @return empty if none was published
  /// @throws DatabaseException if the register is away, and nothing here lives
  public Optional<ShelvedList> fetch(ListScope scope, boolean delta) {
    Optional<ShelvedList> here = at(scope, delta);
    if (here.isPresent()) {
      return here;
    }
    Place place = new Place(scope, delta);
    try {
      Optional<IssuedList> newest = lists.newest(scope, delta);
      // What does not exist takes no place here: strangers choose what they ask for.
      newest.ifPresent(list -> places.compute(place, (same, held) -> renewed(held, list)));
    } catch (DatabaseException e) {
      Held held = places.get(place);
      return Optional.of(
          Optional.ofNullable(held).flatMap(it -> living(it.list)).orElseThrow(() -> e));
    }
    return at(scope, delta);
  }

  private Optional<ShelvedList> living(@Nullable ShelvedList list) {
    return Optional.ofNullable(list).filter(it -> it.isLiving(time.instant()));
  }

  /// Hears of lists that were published; those that were asked for before are fetched now.
  public void announce(List<IssuedList> published) {
    for (IssuedList list : published) {
      places.computeIfPresent(
          new Place(list.scope(), list.isDelta()),
          (place, held) -> new Held(held.list, held.before, true));
    }
    for (IssuedList list : published) {
      if (places.containsKey(new Place(list.scope(), list.isDelta()))) {
        fetchIfPossible(list.scope(), list.isDelta());
      }
    }
  }

  private void fetchIfPossible(ListScope scope, boolean delta) {
    try {
      fetch(scope, delta);
    } catch (DatabaseException | UncheckedIOException e) {
      LOGGER.log(Level.WARNING, "a list is fetched when it is asked for: {0}", e.getMessage());
    }
  }

  private Held renewed(@Nullable Held held, IssuedList newest) {
    if (held != null && held.list != null && held.list.list().equals(newest)) {
      return new Held(held.list, held.before, false);
    }
    Path file = folder.resolve(newest.content() + ".crl");
    if (!copy(newest, file)) {
      // Replaced and removed meanwhile; whoever asks next gets the one that took its place.
      return new Held(null, null, true);
    }
    if (held != null && held.before != null) {
      remove(held.before.file());
    }
    return new Held(new ShelvedList(newest, file), held == null ? null : held.list, false);
  }

  private boolean copy(IssuedList list, Path file) {
    try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(file))) {
      return lists.read(list.content(), to);
    } catch (IOException e) {
      throw new UncheckedIOException("a list cannot be put on the shelf", e);
    }
  }

  /// Removes the files; nothing is served any more.
  @Override
  public void close() {
    for (Held held : places.values()) {
      Stream.of(Optional.ofNullable(held.list), Optional.ofNullable(held.before))
          .flatMap(Optional::stream)
          .forEach(list -> remove(list.file()));
    }
    places.clear();
    remove(folder);
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("an old list cannot be taken from the shelf", e);
    }
  }
}
