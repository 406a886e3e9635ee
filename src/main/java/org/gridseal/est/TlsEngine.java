package org.gridseal.est;

import io.netty.handler.ssl.SslContextBuilder;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import org.gridseal.enrollment.Channel;

/// An implementation of TLS below a device listener: what it speaks, and what can be asked of it
/// about one connection.
sealed interface TlsEngine permits BoringSsl, Jsse, BouncyCastle {
  /// AEAD with ephemeral keys and ECDSA (docs/standards.md). Those of TLS 1.3 must be named too:
  /// without one of them the engines quietly leave that version out.
  Set<String> AEAD_SUITES =
      Set.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  /// Name and version, for people.
  String version();

  /// The versions of TLS that are spoken.
  default Set<String> protocols() {
    return Set.of("TLSv1.2", "TLSv1.3");
  }

  /// The cipher suites that are accepted, by their names in the IANA registry.
  default Set<String> suites() {
    return AEAD_SUITES;
  }

  /// The beginning of a server's context: engine and key.
  SslContextBuilder context(KeyManagerFactory keys);

  /// Settles for one connection, before its handshake, what a context has no word for.
  default void settle(SSLEngine connection) {}

  /// How many sessions are kept to be resumed. They are on the heap, with the peer's certificates:
  /// ten thousand of Bouncy Castle's filled it, and the garbage collector took half of the
  /// processor.
  default int rememberedSessions() {
    return 2_000;
  }

  /// Whether the handshake was an abbreviated one.
  ///
  /// @param accepted when the connection was opened
  default boolean isResumed(SSLEngine connection, Instant accepted) {
    return connection.getSession().getCreationTime() < accepted.toEpochMilli();
  }

  /// What ties a request to this connection; empty if the engine does not tell, or must not.
  Optional<Channel.Binding> binding(SSLEngine connection);

  /// The engine for devices of no special kind.
  static TlsEngine of(EstConfig.Engine choice) {
    return switch (choice) {
      case FASTEST -> BoringSsl.isAvailable() ? new BoringSsl() : new Jsse();
      case JSSE -> new Jsse();
    };
  }
}
