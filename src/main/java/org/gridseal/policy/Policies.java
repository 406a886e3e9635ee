package org.gridseal.policy;

/// The policy of the moment. Whoever decides asks once for each decision, and makes all of it by
/// the book that it got, though another may come into force meanwhile.
public interface Policies {
  PolicyBook inForce();
}
