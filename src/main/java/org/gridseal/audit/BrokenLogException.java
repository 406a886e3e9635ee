package org.gridseal.audit;

/// Bytes that claim to be part of a log and do not hold up: malformed, unsigned, or in
/// contradiction to what was seen before. The message is the sentence a person is shown; it names
/// the first bad place.
///
/// Asking again is of no use; whoever runs the log has to explain.
public final class BrokenLogException extends Exception {
  private static final long serialVersionUID = 1;

  public BrokenLogException(String message) {
    super(message);
  }

  public BrokenLogException(String message, Throwable cause) {
    super(message, cause);
  }
}
