package org.gridseal.authorisation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All measures that anybody ever proposed. The writing methods belong into a transaction of the
/// caller; what they write stays.
public interface Measures {
  /// Lets nobody else, at any replica, change what was decided about this identity until the end of
  /// the caller's transaction.
  void lock(Target target);

  /// Keeps a new measure, with the agreement of whoever proposes it.
  void add(Measure measure);

  /// Keeps one more agreement.
  ///
  /// @return false, and nothing is written, if somebody else agreed at the same time, or it has
  ///   ended
  boolean agree(UUID measure, int ordinal, Measure.Agreement agreement);

  /// @return false, and nothing is written, if it has ended
  boolean end(UUID measure, Measure.End end);

  Optional<Measure> find(UUID id);

  /// Those that wait for somebody, the newest first, a hundred at most.
  List<Measure> open();

  /// What was ever proposed about one identity, the newest first, a hundred at most.
  List<Measure> about(Target target);
}
