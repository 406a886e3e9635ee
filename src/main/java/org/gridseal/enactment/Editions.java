package org.gridseal.enactment;

import java.util.Optional;
import org.gridseal.policy.Edition;

/// Which edition of the policy is in force, as a folder of files asks.
public interface Editions {
  /// Says what the folder holds; durable on return. It may come into force at once, wait for
  /// people, or be in force already. May be repeated, and done by several replicas at once.
  void offer(Edition edition);

  /// The one in force; empty before the first was offered.
  Optional<Enactment.InForce> last();

  /// The number of the one in force, without its files; 0 before the first was offered.
  int step();
}
