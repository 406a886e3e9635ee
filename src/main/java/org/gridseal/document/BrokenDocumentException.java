package org.gridseal.document;

import java.util.List;
import java.util.stream.Collectors;

/// A document does not say what it must. Keep the one in force, and show the problems to whoever
/// wrote it.
public final class BrokenDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public BrokenDocumentException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }

  /// @param line in the document, from 1; 0 when it is about the whole
  /// @param pointer where in the document (RFC 6901)
  /// @param sentence what is wrong, lower case, no full stop
  public record Problem(int line, String pointer, String sentence) {
    @Override
    public String toString() {
      return "line %d, %s: %s".formatted(line, pointer.isEmpty() ? "/" : pointer, sentence);
    }
  }
}
