package org.gridseal.web;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.gridseal.audit.Actor;

/// Who sent the request. The one place where a verified token becomes an [Actor].
@RequestScoped
public class Caller {
  /// The claim with the organisation whose sites an installer or aggregator may see.
  private static final String ORGANISATION = "organisation";

  private final SecurityIdentity identity;
  private final JsonWebToken token;

  Caller(SecurityIdentity identity, JsonWebToken token) {
    this.identity = identity;
    this.token = token;
  }

  /// @throws IllegalStateException without a token; resources that ask are not open to everybody
  public Actor actor() {
    String subject = token.getSubject();
    if (subject == null) {
      throw new IllegalStateException("an actor was asked for on an open path");
    }
    String organisation = Objects.requireNonNullElse(token.<String>getClaim(ORGANISATION), "");
    return new Actor(subject, identity.getRoles(), organisation, login());
  }

  /// When the person last logged in, which a renewed token does not change (RFC 9068 §2.2.1).
  private Optional<Instant> login() {
    return Optional.ofNullable(token.<Object>getClaim(Claims.auth_time.name()))
        .map(Object::toString)
        .map(Long::valueOf)
        .filter(seconds -> seconds > 0)
        .map(Instant::ofEpochSecond);
  }
}
