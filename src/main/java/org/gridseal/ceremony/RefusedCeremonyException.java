package org.gridseal.ceremony;

/// An act that was not done, and nothing of it. The message says why, to the people who wanted it,
/// and what they can do.
public final class RefusedCeremonyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RefusedCeremonyException(String message) {
    super(message);
  }

  public RefusedCeremonyException(String message, Throwable cause) {
    super(message, cause);
  }
}
