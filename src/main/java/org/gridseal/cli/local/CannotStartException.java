package org.gridseal.cli.local;

/// Something on this machine that a person must mend before Gridseal can start. The message is the
/// sentence that tells how.
public final class CannotStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CannotStartException(String sentence) {
    super(sentence);
  }

  public CannotStartException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
