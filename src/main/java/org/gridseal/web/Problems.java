package org.gridseal.web;

import io.quarkus.logging.Log;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.inject.Singleton;
import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gridseal.site.Chance;
import org.gridseal.site.Violation;
import org.gridseal.x509.MalformedException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/// The one place where a "no" and a failure become problem documents (RFC 9457).
///
/// What failed inside is written to the service's own log under the correlation id that the answer
/// carries, and nothing of it goes out.
@Singleton
public class Problems {
  /// What PostgreSQL says when somebody else was faster: unique violation, exclusion violation,
  /// serialization failure, deadlock (SQLSTATE, PostgreSQL appendix A).
  private static final Set<String> SOMEBODY_WAS_FASTER = Set.of("23505", "23P01", "40001", "40P01");

  private static final int LONGEST_CHAIN = 32;

  private final Chance chance;

  public Problems(Chance chance) {
    this.chance = chance;
  }

  @ServerExceptionMapper
  Response refused(RefusedException refused) {
    String detail =
        refused.violations().isEmpty()
            ? "nothing was changed"
            : refused.violations().getFirst().sentence();
    return answer(refused.kind(), detail, refused.violations());
  }

  @ServerExceptionMapper
  Response malformed(MalformedException malformed) {
    return answer(Problem.Kind.MALFORMED, String.valueOf(malformed.getMessage()), List.of());
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException forbidden) {
    return answer(Problem.Kind.FORBIDDEN, "your roles do not include this", List.of());
  }

  @ServerExceptionMapper
  Response unauthenticated(UnauthorizedException unauthorized) {
    Response answer = answer(Problem.Kind.UNAUTHENTICATED, "send a valid bearer token", List.of());
    return Response.fromResponse(answer).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
  }

  /// Step-up authentication (RFC 9470 §3): the same request is good with a token of another login.
  @ServerExceptionMapper
  Response loginTooOld(LoginTooOldException stale) {
    long seconds = stale.within().toSeconds();
    String detail =
        "log in again; at a site of this size your login counts for %d s".formatted(seconds);
    return Response.fromResponse(answer(Problem.Kind.LOGIN_TOO_OLD, detail, List.of()))
        .header(
            HttpHeaders.WWW_AUTHENTICATE,
            "Bearer error=\"insufficient_user_authentication\", error_description=\"%s\", max_age=%d"
                .formatted(detail, seconds))
        .build();
  }

  @ServerExceptionMapper
  Response http(WebApplicationException other) {
    int status = other.getResponse().getStatus();
    if (status >= 500) {
      return failed(other);
    }
    if (status == Response.Status.NOT_FOUND.getStatusCode()) {
      return answer(Problem.Kind.NOT_FOUND, "nothing is here, or you may not see it", List.of());
    }
    return Problem.ofStatus(status, correlationId()).response();
  }

  @ServerExceptionMapper
  Response anything(Exception failure) {
    return causes(failure).stream().anyMatch(Problems::saysSomebodyWasFaster)
        ? answer(
            Problem.Kind.CONFLICT, "somebody else changed this just now; look again", List.of())
        : failed(failure);
  }

  private Response failed(Exception failure) {
    String id = correlationId();
    Log.errorf(failure, "request failed correlation=%s", id);
    return Problem.of(
            Problem.Kind.FAILED, "nothing was changed; tell the operator this id", List.of(), id)
        .response();
  }

  private Response answer(Problem.Kind kind, String detail, List<Violation> violations) {
    return Problem.of(kind, detail, violations, correlationId()).response();
  }

  private String correlationId() {
    return chance.id().toString();
  }

  private static boolean saysSomebodyWasFaster(Throwable cause) {
    return cause instanceof OptimisticLockException
        || (cause instanceof SQLException sql && SOMEBODY_WAS_FASTER.contains(state(sql)));
  }

  private static String state(SQLException failure) {
    @Nullable String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  /// The failure and what caused it, bounded in case causes go round in a circle.
  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    @Nullable Throwable cause = failure;
    while (cause != null && causes.size() < LONGEST_CHAIN) {
      causes.add(cause);
      cause = cause.getCause();
    }
    return causes;
  }
}
