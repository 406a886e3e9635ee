package org.gridseal.testing;

/// What goes wrong with [VaultDouble].
public enum VaultMood {
  WELL(0),
  FAILING(500),
  /// What Vault answers while it is sealed.
  SEALED(503),
  OVER_QUOTA(429),
  /// Takes requests and answers none.
  STALLED(0),
  /// Answers with headers, and with half a body for ever.
  STALLED_IN_THE_BODY(0),
  /// Signs something that was not sent.
  SIGNING_SOMETHING_ELSE(0),
  /// Answers 200 with what is no JSON.
  TALKING_NONSENSE(0);

  private final int status;

  VaultMood(int status) {
    this.status = status;
  }

  /// Of its answers, where it gives nothing else.
  int status() {
    return status;
  }
}
