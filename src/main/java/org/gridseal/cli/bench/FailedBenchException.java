package org.gridseal.cli.bench;

/// What was measured is broken, so its speed does not matter. The message is a sentence for a
/// person.
public final class FailedBenchException extends RuntimeException {
  private static final long serialVersionUID = 1;

  FailedBenchException(String sentence) {
    super(sentence);
  }

  FailedBenchException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
