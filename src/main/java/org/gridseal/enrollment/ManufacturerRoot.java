package org.gridseal.enrollment;

import java.time.Instant;
import java.util.Optional;

/// What became of a manufacturer's root: who added it, who confirmed it, who retired it.
///
/// A root is trusted when a second person has confirmed it and nobody has retired it
/// (docs/decisions/0015).
///
/// @param generation 1, and one more each time that it comes back after it was retired
/// @param succeeds the root that it is to take over from
public record ManufacturerRoot(
    Fingerprint fingerprint,
    int generation,
    ManufacturerRoots.Root root,
    Optional<Fingerprint> succeeds,
    Act added,
    Optional<Act> confirmed,
    Optional<Act> retired) {

  /// What somebody did.
  ///
  /// @param by the subject of who did it
  public record Act(String by, Instant at) {}

  public enum State {
    /// Waits for a second person; vouches for nobody.
    PROPOSED,
    TRUSTED,
    /// Vouches for nobody any more, or never did.
    RETIRED
  }

  public State state() {
    if (retired.isPresent()) {
      return State.RETIRED;
    }
    return confirmed.isPresent() ? State.TRUSTED : State.PROPOSED;
  }

  /// Whether this person has added it, so that somebody else must confirm it.
  public boolean isAddedBy(String subject) {
    return added.by().equals(subject);
  }

  /// The same after a confirmation.
  public ManufacturerRoot confirmed(Act act) {
    return new ManufacturerRoot(
        fingerprint, generation, root, succeeds, added, Optional.of(act), retired);
  }

  /// The same after its retirement.
  public ManufacturerRoot retired(Act act) {
    return new ManufacturerRoot(
        fingerprint, generation, root, succeeds, added, confirmed, Optional.of(act));
  }
}
