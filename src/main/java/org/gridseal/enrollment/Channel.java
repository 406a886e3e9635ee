package org.gridseal.enrollment;

import java.time.Instant;
import java.util.Optional;

/// The TLS connection that a request comes over, as far as policy and log care.
///
/// @param listener the name of the listener: `device` or `device-2030.5`
/// @param protocol as JSSE names it, such as `TLSv1.3`
/// @param suite the cipher suite by its name in the IANA registry
/// @param resumed whether the handshake was an abbreviated one (RFC 5246 §7.3, RFC 8446 §2.2)
/// @param opened when the connection was accepted
/// @param established when the session, which may be older than the connection, was negotiated in a
///   full handshake
/// @param binding what ties a request to this connection and no other; empty if the TLS engine
///   gives none
public record Channel(
    String listener,
    String protocol,
    String suite,
    boolean resumed,
    Instant opened,
    Instant established,
    Optional<Binding> binding) {

  /// A channel binding (RFC 5056).
  ///
  /// @param value base64, as it stands in a challenge password (RFC 7030 §3.5)
  public record Binding(Kind kind, String value) {}

  /// How a binding is derived.
  public enum Kind {
    /// The first Finished message of the latest handshake (RFC 5929 §3).
    TLS_UNIQUE,
    /// Exported keying material (RFC 9266).
    TLS_EXPORTER
  }
}
