package org.gridseal.est;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a request path asks for: `/.well-known/est/[label/]operation` (RFC 7030 §3.2.2).
///
/// @param label the certificate profile, if the path names one
record EstPath(Optional<String> label, Operation operation) {
  private static final String PREFIX = "/.well-known/est/";

  /// Reads a path, without its query.
  ///
  /// @return empty if it is nothing that EST knows
  static Optional<EstPath> of(String path) {
    if (!path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    List<String> segments = List.of(path.substring(PREFIX.length()).split("/", -1));
    return switch (segments.size()) {
      case 1 -> operation(segments.getFirst()).map(it -> new EstPath(Optional.empty(), it));
      case 2 ->
          operation(segments.get(1)).map(it -> new EstPath(Optional.of(segments.getFirst()), it));
      default -> Optional.empty();
    };
  }

  private static Optional<Operation> operation(String segment) {
    return Arrays.stream(Operation.values())
        .filter(operation -> operation.name().equals(segment))
        .findFirst();
  }

  /// The operations served, by their names on the wire.
  enum Operation {
    /// Distribution of CA certificates (RFC 7030 §4.1).
    cacerts("GET"),
    /// Enrollment (RFC 7030 §4.2.1).
    simpleenroll("POST"),
    /// Renewal and rekeying (RFC 7030 §4.2.2).
    simplereenroll("POST"),
    /// Full CMC (RFC 7030 §4.3).
    fullcmc("POST"),
    /// A key made here, and its certificate (RFC 7030 §4.4).
    serverkeygen("POST"),
    /// What to put into a request (RFC 7030 §4.5, RFC 9908).
    csrattrs("GET");

    private final String method;

    Operation(String method) {
      this.method = method;
    }

    String method() {
      return method;
    }
  }
}
