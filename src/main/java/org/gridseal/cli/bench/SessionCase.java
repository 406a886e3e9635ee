package org.gridseal.cli.bench;

import io.netty.handler.ssl.SslContext;
import java.security.cert.X509Certificate;
import java.util.List;
import org.gridseal.cost.Suite;

/// A way of speaking with one of the listeners.
///
/// @param protocol as JSSE names it
record SessionCase(Suite suite, Listener listener, String protocol) {
  /// ChaCha20-Poly1305 is not among them: the client does not offer it.
  static List<SessionCase> all(Testbed testbed) {
    Listener device = testbed.listeners().getFirst();
    Listener ieee = testbed.listeners().getLast();
    return List.of(
        new SessionCase(Suite.TLS12_CCM8, ieee, "TLSv1.2"),
        new SessionCase(Suite.TLS12_GCM, device, "TLSv1.2"),
        new SessionCase(Suite.TLS13, device, "TLSv1.3"));
  }

  /// Remembers no session yet.
  SslContext context(X509Certificate server, Fleet fleet) {
    return EstClient.context(listener, server, fleet, protocol);
  }
}
