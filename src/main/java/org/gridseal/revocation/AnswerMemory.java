package org.gridseal.revocation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.gridseal.authority.OcspQuestion;
import org.gridseal.authority.OcspResponse;
import org.gridseal.revocation.Revocations.Named;
import org.jspecify.annotations.Nullable;

/// Answers of before, by the certificate that they are about. It holds so many octets and no more:
/// what was not asked for since the younger half filled up is forgotten with the older half.
///
/// An answer that was read before a change is never kept after it, whichever thread is faster. Any
/// thread may use it.
final class AnswerMemory {
  /// What a question, a status, an instant and an entry of a map take besides the response.
  private static final int OVERHEAD = 600;

  private final long halfOctets;
  private final AtomicLong octets = new AtomicLong();
  private final AtomicLong changes = new AtomicLong();
  private volatile ConcurrentMap<Named, List<Remembered>> young = new ConcurrentHashMap<>();
  private volatile ConcurrentMap<Named, List<Remembered>> old = new ConcurrentHashMap<>();

  /// @param capacity in octets of heap, about
  AnswerMemory(long capacity) {
    this.halfOctets = capacity / 2;
  }

  /// @param question in one of the forms that it can have: two hash algorithms, each written in two
  ///   ways
  /// @param status which the response says
  record Remembered(OcspQuestion question, RegisteredStatus status, OcspResponse response) {
    private int octets() {
      return response.octets() + OVERHEAD;
    }
  }

  Optional<Remembered> find(Named certificate, OcspQuestion question) {
    long before = changes();
    Optional<Remembered> found = in(young.get(certificate), question);
    if (found.isEmpty()) {
      found = in(old.get(certificate), question);
      found.ifPresent(answer -> keep(certificate, answer, before));
    }
    return found;
  }

  private static Optional<Remembered> in(@Nullable List<Remembered> all, OcspQuestion question) {
    if (all != null) {
      for (Remembered one : all) {
        if (one.question().equals(question)) {
          return Optional.of(one);
        }
      }
    }
    return Optional.empty();
  }

  /// How often something was forgotten; to be read before the register is asked.
  long changes() {
    return changes.get();
  }

  /// Keeps an answer, unless something has changed since.
  ///
  /// @param then what [#changes] was before the register was asked
  void keep(Named certificate, Remembered answer, long then) {
    young.compute(certificate, (same, known) -> changes() == then ? with(answer, known) : known);
    if (octets.addAndGet(answer.octets()) > halfOctets) {
      age();
    }
  }

  private static List<Remembered> with(Remembered answer, @Nullable List<Remembered> known) {
    List<Remembered> more = new ArrayList<>(1);
    if (known != null) {
      known.stream().filter(it -> !it.question().equals(answer.question())).forEach(more::add);
    }
    more.add(answer);
    return more;
  }

  private synchronized void age() {
    if (octets.get() > halfOctets) {
      old = young;
      young = new ConcurrentHashMap<>();
      octets.set(0);
    }
  }

  /// Forgets all answers about certificates.
  void forget(List<Named> certificates) {
    // Counted first: whoever asked the register before that keeps nothing from now on.
    changes.incrementAndGet();
    for (Named certificate : certificates) {
      young.remove(certificate);
      old.remove(certificate);
    }
  }
}
