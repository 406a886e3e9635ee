package org.gridseal.x509;

/// Bytes from outside are not what they claim to be. The edge answers 400; sending the same bytes
/// again cannot succeed.
public final class MalformedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /// @param rule what was expected and not found; it repeats nothing of the input
  public MalformedException(String rule) {
    super(rule);
    this.rule = rule;
  }

  public MalformedException(String rule, Throwable cause) {
    super(rule, cause);
    this.rule = rule;
  }

  /// What was expected and not found, fit to be shown to the sender.
  public String rule() {
    return rule;
  }
}
