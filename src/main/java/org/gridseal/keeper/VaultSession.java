package org.gridseal.keeper;

import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.AuthResponse;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.gridseal.authority.SigningException;
import org.jspecify.annotations.Nullable;

/// Requests to Vault with a token that is good: renewed when two thirds of its life are over, and
/// replaced by a new login when renewing fails or Vault has withdrawn it.
final class VaultSession {
  /// None: a driver that sleeps between its tries outlives every time-out.
  private static final int RETRIES = 0;

  /// Of key-value stores, whose paths and bodies the driver rewrites for version 2.
  private static final int ENGINE_VERSION = 1;

  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final VaultServer server;
  private final VaultLogin login;
  private final HttpClient client;
  private final InstantSource time;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile @Nullable Lease lease;

  VaultSession(VaultServer server, VaultLogin login, HttpClient client, InstantSource time) {
    this.server = server;
    this.login = login;
    this.client = client;
    this.time = time;
  }

  /// A request, put to the driver.
  @FunctionalInterface
  interface Request {
    LogicalResponse send(Vault vault) throws VaultException;
  }

  /// Sends a request, a second time with a new token if Vault refuses ours: it may be revoked.
  ///
  /// @return empty if Vault has nothing there
  /// @throws SigningException if Vault refuses, or cannot be asked
  Optional<LogicalResponse> send(Request request) {
    Lease held = lease();
    LogicalResponse answer = answer(request, held);
    if (statusOf(answer) == FORBIDDEN) {
      answer = answer(request, other(held));
    }
    return switch (statusOf(answer)) {
      case OK, NO_CONTENT -> Optional.of(answer);
      case NOT_FOUND -> Optional.empty();
      default -> throw refused(statusOf(answer));
    };
  }

  private LogicalResponse answer(Request request, Lease held) {
    try {
      return request.send(held.driver());
    } catch (VaultException e) {
      throw failure(e);
    }
  }

  private static int statusOf(LogicalResponse answer) {
    return answer.getRestResponse().getStatus();
  }

  /// The driver's message has all of Vault's answer in it; the number says enough.
  private static SigningException failure(VaultException e) {
    return e.getHttpStatusCode() > 0
        ? refused(e.getHttpStatusCode())
        : new SigningException("vault cannot be reached", e);
  }

  /// In the words of Vault's API (HTTP status codes).
  private static SigningException refused(int status) {
    String meaning =
        switch (status) {
          case 400 -> "it does not understand the request";
          case FORBIDDEN -> "its policy or the login does not allow that";
          case 429 -> "a quota is used up";
          case 503 -> "it is sealed or down";
          default -> "it failed";
        };
    return new SigningException("vault answered %d: %s".formatted(status, meaning));
  }

  private Lease lease() {
    Lease held = lease;
    if (held != null && (held.isFresh(time.instant()) || held.mayWait(time.instant(), changing))) {
      return held;
    }
    changing.lock();
    try {
      Lease current = lease;
      if (current == null || !current.isFresh(time.instant())) {
        current = current == null ? loggedIn() : renewed(current);
        lease = current;
      }
      return current;
    } finally {
      changing.unlock();
    }
  }

  /// All who were refused with one token share one login.
  private Lease other(Lease refused) {
    changing.lock();
    try {
      Lease current = lease;
      if (current == null || current.equals(refused)) {
        current = loggedIn();
        lease = current;
      }
      return current;
    } finally {
      changing.unlock();
    }
  }

  private Lease renewed(Lease held) {
    if (!held.renewable()) {
      return loggedIn();
    }
    try {
      Lease renewed = leased(held.driver().auth().renewSelf(), held.driver());
      // Near the end of what Vault allows in all, each renewal is shorter than the one before.
      return renewed.life().compareTo(held.life().dividedBy(2)) < 0 ? loggedIn() : renewed;
    } catch (VaultException e) {
      return loggedIn();
    }
  }

  private Lease loggedIn() {
    try {
      AuthResponse answer =
          switch (login) {
            case VaultLogin.AppRole(var mount, var roleId, var secretIdFile) ->
                driver(null).auth().loginByAppRole(mount, roleId, Secret.in(secretIdFile));
            case VaultLogin.Kubernetes(var mount, var role, var tokenFile) ->
                driver(null).auth().loginByJwt(mount, role, Secret.in(tokenFile));
          };
      String token = answer.getAuthClientToken();
      if (token == null || token.isEmpty()) {
        throw new SigningException("vault lets us in without a token");
      }
      return leased(answer, driver(token));
    } catch (VaultException e) {
      throw failure(e);
    }
  }

  private Lease leased(AuthResponse answer, Vault driver) {
    Duration life = Duration.ofSeconds(answer.getAuthLeaseDuration());
    return new Lease(driver, answer.isAuthRenewable(), time.instant(), life);
  }

  private Vault driver(@Nullable String token) throws VaultException {
    VaultConfig config =
        new VaultConfig()
            .environmentLoader(new NoEnvironment())
            .address(server.address().toString())
            .httpClient(client)
            .readTimeout(Math.toIntExact(server.timeout().toSeconds() + 1));
    if (token != null) {
      config.token(token);
    }
    if (server.namespace().isPresent()) {
      config.nameSpace(server.namespace().get());
    }
    return Vault.create(config.build(), ENGINE_VERSION).withRetries(RETRIES, 0);
  }

  /// A token, in a driver that sends it, and its life; one without end has a life of zero.
  private record Lease(Vault driver, boolean renewable, Instant from, Duration life) {
    boolean isFresh(Instant now) {
      return life.isZero() || now.isBefore(from.plus(life.multipliedBy(2).dividedBy(3)));
    }

    /// Whether it is still good, and somebody else is seeing to the next one.
    boolean mayWait(Instant now, ReentrantLock changing) {
      return changing.isLocked() && now.isBefore(from.plus(life));
    }
  }

  /// The driver looks for tokens and for leave to skip TLS in variables and in the home folder; our
  /// configuration alone decides that.
  private static final class NoEnvironment extends EnvironmentLoader {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable String loadVariable(String name) {
      return null;
    }
  }
}
