package org.gridseal.keeper;

import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.response.AuthResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.gridseal.authority.SigningException;
import org.gridseal.keeper.VaultWire.Reply;
import org.jspecify.annotations.Nullable;

/// The token that we have of Vault: renewed when two thirds of its life are over, replaced by a new
/// login when Vault renews it no more. While it can be neither, its last third is used; that is
/// what it is for.
///
/// One caller at a time sees to the next token, and nobody waits for that whose token is still
/// good. After a failure nobody tries for a few seconds.
final class VaultTokens {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  private static final Logger LOGGER = System.getLogger(VaultTokens.class.getName());

  private final VaultWire wire;
  private final VaultLogin login;
  private final InstantSource time;
  private final ReentrantLock changing = new ReentrantLock();
  private volatile @Nullable VaultLease lease;

  // Of whoever holds the lock.
  private @Nullable SigningException failure;
  private Instant nextTry = Instant.MIN;
  private boolean isFailureTold;

  VaultTokens(VaultWire wire, VaultLogin login, InstantSource time) {
    this.wire = wire;
    this.login = login;
    this.time = time;
  }

  /// A token that is good as far as we know.
  ///
  /// @throws SigningException if there is none, and none can be had
  VaultLease current() {
    VaultLease held = lease;
    Instant now = time.instant();
    if (held != null && (held.isFresh(now) || (held.isGood(now) && changing.isLocked()))) {
      return held;
    }
    changing.lock();
    try {
      return seenTo(lease, time.instant());
    } finally {
      changing.unlock();
    }
  }

  /// Another token than one that Vault takes no more. All who were refused with one token share one
  /// login.
  ///
  /// @throws SigningException if none can be had
  VaultLease insteadOf(VaultLease refused) {
    changing.lock();
    try {
      VaultLease current = lease;
      return current == null || current.equals(refused) ? tried(this::loggedIn) : current;
    } finally {
      changing.unlock();
    }
  }

  private VaultLease seenTo(@Nullable VaultLease held, Instant now) {
    if (held == null || !held.isGood(now)) {
      return tried(this::loggedIn);
    }
    if (held.isFresh(now)) {
      return held;
    }
    try {
      return tried(() -> renewed(held));
    } catch (SigningException e) {
      tell(held, e);
      return held;
    }
  }

  private VaultLease tried(Supplier<VaultLease> change) {
    SigningException before = failure;
    if (before != null && time.instant().isBefore(nextTry)) {
      throw new SigningException(String.valueOf(before.getMessage()), before);
    }
    try {
      VaultLease next = change.get();
      lease = next;
      failure = null;
      tellOfTheEnd();
      return next;
    } catch (SigningException e) {
      failure = e;
      nextTry = time.instant().plus(BETWEEN_TRIES);
      throw e;
    }
  }

  /// One line when the last third begins to be used up, and one when it is over.
  private void tell(VaultLease held, SigningException why) {
    if (!isFailureTold) {
      isFailureTold = true;
      LOGGER.log(
          Level.WARNING,
          "the token of vault is not renewed, and is used until {0}: {1}",
          held.end(),
          why.getMessage());
    }
  }

  private void tellOfTheEnd() {
    if (isFailureTold) {
      isFailureTold = false;
      LOGGER.log(Level.INFO, "there is a new token of vault");
    }
  }

  private VaultLease renewed(VaultLease held) {
    if (held.renewable()
        && wire.ask(held.driver(), vault -> vault.auth().renewSelf())
            instanceof Reply.Given<AuthResponse>(AuthResponse answer)) {
      VaultLease renewed = leased(answer, held.driver());
      // Near the end of what Vault allows in all, each renewal is shorter than the one before.
      if (renewed.life().compareTo(held.life().dividedBy(2)) >= 0) {
        return renewed;
      }
    }
    return loggedIn();
  }

  private VaultLease loggedIn() {
    return switch (wire.ask(wire.driver(Optional.empty()), question())) {
      case Reply.Given<AuthResponse>(AuthResponse answer) -> {
        String token = answer.getAuthClientToken();
        if (token == null || token.isEmpty()) {
          throw new SigningException("vault lets us in without a token");
        }
        yield leased(answer, wire.driver(Optional.of(token)));
      }
      case Reply.Refused<AuthResponse> refused -> throw refused.asException();
    };
  }

  /// Reads the secret before Vault is asked: a file that cannot be read says nothing about Vault.
  private VaultWire.Question<AuthResponse> question() {
    return switch (login) {
      case VaultLogin.AppRole(var mount, var roleId, var secretIdFile) -> {
        String secretId = Secret.in(secretIdFile);
        yield vault -> vault.auth().loginByAppRole(mount, roleId, secretId);
      }
      case VaultLogin.Kubernetes(var mount, var role, var tokenFile) -> {
        String token = Secret.in(tokenFile);
        yield vault -> vault.auth().loginByJwt(mount, role, token);
      }
    };
  }

  private VaultLease leased(AuthResponse answer, Vault driver) {
    Duration life = Duration.ofSeconds(answer.getAuthLeaseDuration());
    return new VaultLease(driver, answer.isAuthRenewable(), time.instant(), life);
  }
}
