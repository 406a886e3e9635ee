package org.gridseal.web;

import java.time.Duration;

/// Carries "log in again" from a resource to [Problems], for the API and for pages alike.
final class LoginTooOldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration within;

  /// @param within how long ago the login may have been
  LoginTooOldException(Duration within) {
    super("the last login is older than " + within);
    this.within = within;
  }

  Duration within() {
    return within;
  }
}
