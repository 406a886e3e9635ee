package org.gridseal.enactment;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.gridseal.enactment.Enactment.InForce;
import org.gridseal.enactment.Enactment.Waiting;
import org.gridseal.policy.Edition;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.PolicyDiff;
import org.gridseal.policy.PolicyVersion;
import org.gridseal.policy.Simulation;
import org.jspecify.annotations.Nullable;

/// What an edition that waits would change, for those who are asked to agree.
///
/// A fleet of a million sites takes some seconds, so what was found is remembered until another
/// edition waits or is in force, and nobody looks twice at once.
public final class Preview {
  private final Enactment enactment;
  private final RegisteredSites sites;
  private final InstantSource time;
  private final ReentrantLock looking = new ReentrantLock();
  private @Nullable Effect last;

  public Preview(Enactment enactment, RegisteredSites sites, InstantSource time) {
    this.enactment = enactment;
    this.sites = sites;
    this.time = time;
  }

  /// @param now the edition in force, and `then` the one that waits
  /// @param differences of the files that would be in force today, a line for each value
  /// @param simulation of the sites as they were at that moment
  public record Effect(
      PolicyVersion now,
      PolicyVersion then,
      List<String> differences,
      Simulation simulation,
      Instant at) {
    public Effect {
      differences = List.copyOf(differences);
    }
  }

  /// Empty when nothing waits.
  public Optional<Effect> look() {
    Optional<InForce> now = enactment.last();
    Optional<Waiting> waiting = enactment.waiting();
    return now.isEmpty() || waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(look(now.get().edition(), waiting.get().edition()));
  }

  private Effect look(Edition now, Edition then) {
    looking.lock();
    try {
      Effect known = last;
      if (known != null && known.now().equals(now.id()) && known.then().equals(then.id())) {
        return known;
      }
      Effect found = compared(now, then);
      last = found;
      return found;
    } finally {
      looking.unlock();
    }
  }

  private Effect compared(Edition now, Edition then) {
    Instant at = time.instant();
    byte[] before = now.fileAt(at);
    byte[] after = then.fileAt(at);
    return new Effect(
        now.id(),
        then.id(),
        PolicyDiff.of(before, after),
        Simulation.of(PolicyBook.parse(before), PolicyBook.parse(after), sites::forEach),
        at);
  }
}
