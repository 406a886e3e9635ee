package org.gridseal.enrollment;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.gridseal.policy.Controls.Tls.Protection;

/// The TLS connection that a request comes over, as far as policy and log care.
///
/// @param peer where it comes from; behind a proxy that we trust, what that says (PROXY protocol
///   v2)
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
    InetAddress peer,
    String listener,
    String protocol,
    String suite,
    boolean resumed,
    Instant opened,
    Instant established,
    Optional<Binding> binding) {

  private static final String CCM8 = "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8";

  /// Suites with a whole tag of 16 octets.
  private static final Set<String> GCM =
      Set.of(
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

  /// In the words of the policy; empty for what it has no word for.
  Optional<Protection> protection() {
    if (protocol.equals("TLSv1.3")) {
      return Optional.of(Protection.TLS13);
    }
    if (!protocol.equals("TLSv1.2")) {
      return Optional.empty();
    }
    return suite.equals(CCM8)
        ? Optional.of(Protection.TLS12_CCM8)
        : GCM.contains(suite) ? Optional.of(Protection.TLS12_GCM) : Optional.empty();
  }

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
