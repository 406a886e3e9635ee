package org.gridseal.authorisation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.gridseal.authorisation.Authorisations.Change;
import org.gridseal.authorisation.Authorisations.Changes;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// Every LFDI that is not let in, in memory, so that no request has to ask for it; and whoever
/// wants to hear what changes.
///
/// Complete or nothing: before all of it was read once, nobody gets an answer. Behind by as much as
/// the last [#refresh] is old, or by nothing where somebody [#saw] that there is more.
///
/// May be used on many threads.
public final class Restrictions {
  /// Changes of each kind in one round trip.
  private static final int BATCH = 1_000;

  private final Authorisations authorisations;
  private final InstantSource time;
  private final Map<Lfdi, LfdiState> restricted = new ConcurrentHashMap<>();
  private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong seen = new AtomicLong();
  private volatile @Nullable Cursor read;
  private volatile Instant readAt = Instant.EPOCH;

  public Restrictions(Authorisations authorisations, InstantSource time) {
    this.authorisations = authorisations;
    this.time = time;
  }

  /// Tells somebody each change from now on, on the thread that finds it, in order.
  public void tell(Consumer<Change> listener) {
    listeners.add(listener);
  }

  /// @throws org.gridseal.database.DatabaseException if the decisions were never read, or newer
  ///   ones are known to be there, and they cannot be read now
  public LfdiState stateOf(Lfdi lfdi) {
    if (isBehind()) {
      catchUp();
    }
    return restricted.getOrDefault(lfdi, LfdiState.ALLOWED);
  }

  /// What stands against an identity, in words for whoever services the device.
  ///
  /// @throws org.gridseal.database.DatabaseException as [#stateOf] does; nobody is let in then
  public Optional<Violation> objectionTo(Lfdi lfdi) {
    return switch (stateOf(lfdi)) {
      case ALLOWED -> Optional.empty();
      case SUSPENDED ->
          objection(
              "the utility has suspended this identity; call the utility, and name LFDI", lfdi);
      case DENIED ->
          objection(
              "the utility does not let this identity in any more; call the utility, and name LFDI",
              lfdi);
    };
  }

  private static Optional<Violation> objection(String sentence, Lfdi lfdi) {
    return Optional.of(new Violation("", "lfdi-authorised", sentence + " " + lfdi.display()));
  }

  private boolean isBehind() {
    Cursor cursor = read;
    return cursor == null || cursor.lfdis() < seen.get();
  }

  private synchronized void catchUp() {
    // Whoever held the lock may have read it.
    if (isBehind()) {
      refresh();
    }
  }

  /// Learns on the way that decisions up to a position have been made.
  public void saw(long position) {
    seen.accumulateAndGet(position, Math::max);
  }

  /// Reads what has changed since, all of it.
  ///
  /// @throws org.gridseal.database.DatabaseException if it cannot be read; what was known stays
  public synchronized void refresh() {
    Instant now = time.instant();
    Cursor cursor = begin();
    boolean more = true;
    while (more) {
      Changes changes = authorisations.since(cursor, BATCH);
      changes.changes().forEach(this::take);
      cursor = changes.next();
      more = changes.more();
    }
    read = cursor;
    readAt = now;
  }

  /// All decisions about LFDIs from the first one on, and of certificates and sites only what
  /// comes: what they are at the beginning is asked where a connection is opened.
  private Cursor begin() {
    Cursor known = read;
    if (known != null) {
      return known;
    }
    Cursor head = authorisations.head();
    return new Cursor(head.certificates(), 0, head.sites());
  }

  private void take(Change change) {
    if (change instanceof Change.OfLfdi(var lfdi, LfdiState state, var at)) {
      if (state == LfdiState.ALLOWED) {
        restricted.remove(lfdi);
      } else {
        restricted.put(lfdi, state);
      }
    }
    listeners.forEach(listener -> listener.accept(change));
  }

  /// When everything that was committed by then had been read; empty if that was never so.
  public Optional<Instant> current() {
    return read == null ? Optional.empty() : Optional.of(readAt);
  }
}
