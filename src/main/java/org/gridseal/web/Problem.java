package org.gridseal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.gridseal.site.Violation;

/// A "no" as the API says it (RFC 9457).
///
/// @param errors what was violated, each with its place in the body; empty when it is about no
///   place
/// @param correlationId by which the operator finds this answer in the service's own log
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    URI type, String title, int status, String detail, List<Item> errors, String correlationId) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final URI TYPES = URI.create("https://gridseal.org/problems/");

  /// One violated rule.
  public record Item(String pointer, String rule, String detail) {
    static Item of(Violation violation) {
      return new Item(violation.pointer(), violation.rule(), violation.sentence());
    }
  }

  /// The kinds of "no", one for each thing that its receiver can do about it.
  enum Kind {
    MALFORMED(400, "malformed", "The body cannot be read"),
    UNAUTHENTICATED(401, "unauthenticated", "Sign in first"),
    LOGIN_TOO_OLD(401, "login-too-old", "Log in again"),
    FORBIDDEN(403, "forbidden", "You may not do this"),
    NOT_FOUND(404, "not-found", "There is no such thing"),
    CONFLICT(409, "conflict", "This does not fit what has happened before"),
    INVALID(422, "invalid", "Something in it is against the rules"),
    FAILED(500, "failed", "The service failed");

    private final int status;
    private final String name;
    private final String title;

    Kind(int status, String name, String title) {
      this.status = status;
      this.name = name;
      this.title = title;
    }
  }

  static Problem of(Kind kind, String detail, List<Violation> violations, String correlationId) {
    return new Problem(
        TYPES.resolve(kind.name),
        kind.title,
        kind.status,
        detail,
        violations.stream().map(Item::of).toList(),
        correlationId);
  }

  /// What is known of it is its status, as for a path or a method that does not exist.
  static Problem ofStatus(int status, String correlationId) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Refused" : known.getReasonPhrase();
    return new Problem(URI.create("about:blank"), title, status, title, List.of(), correlationId);
  }

  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}
