package org.gridseal.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.gridseal.database.DatabaseException;
import org.gridseal.revocation.Cut;
import org.gridseal.revocation.IssuedList;
import org.gridseal.revocation.ListScope;
import org.gridseal.revocation.RevocationLists;

/// Published lists that are gone when the test is over, with contents that are no CRLs. Nothing is
/// cut from it.
public final class InMemoryLists implements RevocationLists {
  private static final Duration LIFE = Duration.ofDays(7);

  private final List<IssuedList> published = new ArrayList<>();
  private final Map<UUID, byte[]> contents = new HashMap<>();
  private final List<Runnable> beforeReading = new ArrayList<>();
  private int reads;
  private int truncated;
  private boolean away;

  /// Publishes a complete list.
  ///
  /// @param content what follows from it, of which there is only one
  public synchronized IssuedList publish(
      ListScope scope, long number, Instant now, byte[] content) {
    UUID id = UUID.nameUUIDFromBytes(content);
    var list =
        new IssuedList(
            scope, number, OptionalLong.empty(), now, now.plus(LIFE), 0, 0, content.length, id);
    contents.put(id, content);
    published.add(list);
    return list;
  }

  /// From now on nothing is answered.
  public synchronized void goAway() {
    away = true;
  }

  public synchronized void comeBack() {
    away = false;
  }

  /// Of so many contents to come only a half is there.
  public synchronized void truncate(int reads) {
    truncated = reads;
  }

  /// Runs something before the next content is read that has nothing before it.
  public synchronized void beforeReading(Runnable event) {
    beforeReading.add(event);
  }

  /// How often a content was asked for.
  public synchronized int reads() {
    return reads;
  }

  @Override
  public synchronized Optional<IssuedList> newest(ListScope scope, boolean delta) {
    demandHere();
    return published.reversed().stream()
        .filter(list -> list.scope().equals(scope) && list.isDelta() == delta)
        .findFirst();
  }

  @Override
  public synchronized News since(long position) {
    demandHere();
    return new News(
        List.copyOf(published.subList((int) position, published.size())), published.size());
  }

  @Override
  public boolean read(UUID content, OutputStream to) {
    event().run();
    try {
      byte[] whole = contentOf(content);
      to.write(whole, 0, isTruncated() ? whole.length / 2 : whole.length);
      demandHere();
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Runnable event() {
    reads++;
    return beforeReading.isEmpty() ? () -> {} : beforeReading.removeFirst();
  }

  private synchronized byte[] contentOf(UUID content) {
    return Objects.requireNonNull(contents.get(content)).clone();
  }

  private synchronized boolean isTruncated() {
    return truncated-- > 0;
  }

  private synchronized void demandHere() {
    if (away) {
      throw new DatabaseException("the register is away", new IllegalStateException());
    }
  }

  @Override
  public Optional<Cut> cut() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Draft draft(UUID content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean publish(IssuedList list) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void prune() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void expect(int partitions) {
    throw new UnsupportedOperationException();
  }
}
