package org.gridseal.cli.demo;

/// A step of the demo did not do what it says. The message tells what came instead.
final class FailedStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailedStepException(String what) {
    super(what);
  }

  FailedStepException(String what, Throwable cause) {
    super(what + ": " + cause, cause);
  }
}
