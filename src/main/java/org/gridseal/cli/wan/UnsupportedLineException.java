package org.gridseal.cli.wan;

/// This machine, or whoever runs this on it, cannot make a network of its own. The sentence is for
/// people; nothing was left behind.
public final class UnsupportedLineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnsupportedLineException(String message) {
    super(message);
  }
}
