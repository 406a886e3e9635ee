package org.gridseal.keeper;

import io.github.jopenlibs.vault.response.LogicalResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gridseal.authority.SigningException;
import org.gridseal.keeper.VaultWire.Question;
import org.gridseal.keeper.VaultWire.Reply;

/// Requests to Vault with a token that is good; a second time with a new one if Vault refuses ours,
/// for it may be revoked.
final class VaultSession {
  /// How long a path is refused without another login that was refused with a new token. To log in
  /// changes nothing about a policy, and Vault keeps each token until it ends.
  private static final Duration TAKEN_AT_ITS_WORD = Duration.ofMinutes(1);

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final VaultWire wire;
  private final VaultTokens tokens;
  private final InstantSource time;

  /// By path, of which there are two or three for each key.
  private final Map<String, Instant> refusedAnew = new ConcurrentHashMap<>();

  VaultSession(VaultWire wire, VaultLogin login, InstantSource time) {
    this.wire = wire;
    this.tokens = new VaultTokens(wire, login, time);
    this.time = time;
  }

  /// @return empty if Vault has nothing there
  /// @throws SigningException if Vault refuses, or cannot be asked
  Optional<LogicalResponse> read(String path) {
    return send(path, vault -> vault.logical().read(path));
  }

  /// @return empty if Vault has nothing there
  /// @throws SigningException if Vault refuses, or cannot be asked
  Optional<LogicalResponse> write(String path, Map<String, Object> body) {
    return send(path, vault -> vault.logical().write(path, body));
  }

  private Optional<LogicalResponse> send(String path, Question<LogicalResponse> question) {
    VaultLease held = tokens.current();
    Reply<LogicalResponse> reply = wire.ask(held.driver(), question);
    if (isForbidden(reply) && !isTakenAtItsWord(path)) {
      reply = wire.ask(tokens.insteadOf(held).driver(), question);
      if (isForbidden(reply)) {
        refusedAnew.put(path, time.instant());
      }
    }
    return switch (reply) {
      case Reply.Given<LogicalResponse>(LogicalResponse answer) -> Optional.of(answer);
      case Reply.Refused<LogicalResponse>(int status) when status == NOT_FOUND -> Optional.empty();
      case Reply.Refused<LogicalResponse> refused -> throw refused.asException();
    };
  }

  private static boolean isForbidden(Reply<LogicalResponse> reply) {
    return reply instanceof Reply.Refused<LogicalResponse>(int status) && status == FORBIDDEN;
  }

  private boolean isTakenAtItsWord(String path) {
    Instant refused = refusedAnew.get(path);
    return refused != null && time.instant().isBefore(refused.plus(TAKEN_AT_ITS_WORD));
  }
}
