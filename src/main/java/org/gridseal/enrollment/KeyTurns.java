package org.gridseal.enrollment;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.gridseal.x509.SubjectKey;

/// Lets requests for one key be worked on one after another, in this replica: the second of two
/// that come at once finds what the first got, and nothing is signed that nobody will keep. Between
/// replicas the tables decide.
final class KeyTurns {
  private final ConcurrentMap<ByteBuffer, Turn> open = new ConcurrentHashMap<>();

  /// Waits for those who came before with the same key, and for nobody else.
  <T> T inTurn(SubjectKey key, Supplier<T> work) {
    ByteBuffer name = ByteBuffer.wrap(key.fingerprint());
    Turn turn = open.compute(name, (same, known) -> (known == null ? new Turn() : known).joined());
    turn.lock.lock();
    try {
      return work.get();
    } finally {
      turn.lock.unlock();
      open.computeIfPresent(name, (same, known) -> known.isLeft() ? null : known);
    }
  }

  /// How many keys are worked on.
  int size() {
    return open.size();
  }

  /// Its number is touched by one thread at a time, for that is how the map computes.
  private static final class Turn {
    private final ReentrantLock lock = new ReentrantLock(true);
    private int people;

    Turn joined() {
      people++;
      return this;
    }

    boolean isLeft() {
      people--;
      return people == 0;
    }
  }
}
