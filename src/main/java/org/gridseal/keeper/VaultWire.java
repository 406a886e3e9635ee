package org.gridseal.keeper;

import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.response.VaultResponse;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.Optional;
import org.gridseal.authority.SigningException;
import org.jspecify.annotations.Nullable;

/// Puts questions to Vault, each once, and none for a while after Vault failed several times in a
/// row.
///
/// To refuse is to answer: it says something of one key, of a policy or of our login, and nothing
/// against Vault. So a key that Vault does not sign with takes no other key away.
final class VaultWire {
  /// None: a driver that sleeps between its tries outlives every time-out.
  private static final int RETRIES = 0;

  /// Of key-value stores, whose paths and bodies the driver rewrites for version 2.
  private static final int ENGINE_VERSION = 1;

  private final VaultServer server;
  private final HttpClient client;
  private final Breaker breaker;

  /// Asks nothing yet.
  ///
  /// @throws SigningException if the file of the CA cannot be used
  VaultWire(VaultServer server, InstantSource time) {
    this.server = server;
    this.client = VaultTls.client(server);
    this.breaker = new Breaker("vault", server.pause(), time);
  }

  /// A question, in the words of the driver.
  @FunctionalInterface
  interface Question<T extends VaultResponse> {
    T putTo(Vault driver) throws VaultException;
  }

  /// What Vault said.
  sealed interface Reply<T> {
    record Given<T>(T answer) implements Reply<T> {}

    /// @param status of HTTP, from 400 to 499
    record Refused<T>(int status) implements Reply<T> {
      /// In the words of Vault's API (HTTP status codes).
      SigningException asException() {
        return switch (status) {
          case 400 -> failure(status, "it does not take that, or our secret at a login");
          case 403 -> failure(status, "its policy or the login does not allow that");
          case 429 -> failure(status, "a quota is used up");
          default -> failure(status, "it failed");
        };
      }
    }
  }

  /// Waits for a reply.
  ///
  /// @throws SigningException if Vault is sealed, fails, or cannot be reached in time, and without
  ///   asking when it did so several times just now
  <T extends VaultResponse> Reply<T> ask(Vault driver, Question<T> question) {
    return breaker.call(() -> reply(driver, question));
  }

  private static <T extends VaultResponse> Reply<T> reply(Vault driver, Question<T> question) {
    try {
      T answer = question.putTo(driver);
      int status = answer.getRestResponse().getStatus();
      return isRefusal(status) ? new Reply.Refused<>(status) : new Reply.Given<>(answer);
    } catch (VaultException e) {
      // The driver's message has all of Vault's answer in it; the number says enough.
      int status = e.getHttpStatusCode();
      if (isRefusal(status)) {
        return new Reply.Refused<>(status);
      }
      throw switch (status) {
        case 0 -> new SigningException("vault cannot be reached", e);
        case 503 -> failure(status, "it is sealed or down");
        default -> failure(status, "it failed");
      };
    }
  }

  private static boolean isRefusal(int status) {
    return status >= 400 && status < 500;
  }

  private static SigningException failure(int status, String meaning) {
    return new SigningException("vault answered %d: %s".formatted(status, meaning));
  }

  /// A driver that sends a token.
  ///
  /// @param token empty to log in
  Vault driver(Optional<String> token) {
    VaultConfig config =
        new VaultConfig()
            .environmentLoader(new NoEnvironment())
            .address(server.address().toString())
            .httpClient(client)
            .readTimeout(Math.toIntExact(server.timeout().toSeconds() + 1));
    token.ifPresent(config::token);
    try {
      if (server.namespace().isPresent()) {
        config.nameSpace(server.namespace().get());
      }
      return Vault.create(config.build(), ENGINE_VERSION).withRetries(RETRIES, 0);
    } catch (VaultException e) {
      throw new IllegalStateException("the driver takes what a server is described with", e);
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
