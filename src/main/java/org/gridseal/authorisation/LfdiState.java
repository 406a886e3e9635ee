package org.gridseal.authorisation;

/// What the utility has decided about an LFDI. One that nobody decided about is allowed: that it is
/// registered, and its site approved, is demanded elsewhere.
public enum LfdiState {
  ALLOWED,
  /// Not let in until somebody decides.
  SUSPENDED,
  /// Not let in. Comes back only when as many people agree as the tier demands to restore.
  DENIED
}
