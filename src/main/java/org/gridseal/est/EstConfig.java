package org.gridseal.est;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gridseal.network.AddressRange;

/// The device listeners.
@ConfigMapping(prefix = "gridseal.device")
public interface EstConfig {
  /// TCP port; 0 takes a free one.
  @WithDefault("9443")
  int port();

  /// What TLS of that port is made of.
  @WithDefault("fastest")
  Engine engine();

  @WithName("ieee2030-5")
  Ieee20305 ieee20305();

  /// What the listeners show devices: a certificate chain and its key.
  @WithName("key-store")
  ServerKey serverKey();

  /// How long after a full handshake its session may be resumed; a second at least. No tier of the
  /// shipped policy allows more than the default.
  @WithDefault("24h")
  Duration sessionLifetime();

  /// A connection that says nothing for so long is closed.
  @WithDefault("30s")
  Duration idleTimeout();

  /// How long a client may take from the first byte of a request to the last.
  @WithDefault("20s")
  Duration requestTimeout();

  /// Load balancers and proxies in front of the listeners, as addresses or ranges such as
  /// `10.0.0.0/24`. Each connection from there must begin with a header of the PROXY protocol v2,
  /// and counts as from where that says; from anywhere else no header is understood.
  Optional<List<AddressRange>> proxies();

  Limits limits();

  /// The choices for the ordinary listener.
  enum Engine {
    /// BoringSSL where there is one for this machine, otherwise [#JSSE]. It gives no channel
    /// binding, so a tier that demands one cannot be served by it.
    FASTEST,
    JSSE
  }

  /// The listener for devices that speak TLS as IEEE 2030.5-2018 mandates it, and nothing else.
  interface Ieee20305 {
    /// TCP port; 0 takes a free one.
    @WithDefault("9444")
    int port();
  }

  /// PEM files.
  interface ServerKey {
    /// The listeners' certificate, followed by those between it and the root. Its key is EC.
    Path certificate();

    Path key();

    /// How often the files are looked at; a new pair is shown to every connection after it.
    @WithDefault("30s")
    Duration reloadPeriod();
  }

  /// What strangers can make us hold, for each listener.
  interface Limits {
    /// Open connections, those in their handshake included; one more is closed unanswered.
    @WithDefault("4096")
    int connections();

    /// Open connections from one address (of IPv6: one /64). Behind a load balancer that hides
    /// addresses (is not among the `proxies`) everybody has the same one: raise it, or 0, which is
    /// no limit.
    @WithDefault("64")
    int connectionsPerPeer();

    /// Wrong one-time codes from one address (of IPv6: one /64) at once, and one more in ten
    /// seconds; 0: no limit of this kind, for a load balancer that hides addresses.
    @WithDefault("30")
    int wrongCodesPerPeer();

    /// From the first byte of a connection to the end of its handshake.
    @WithDefault("10s")
    Duration handshakeTimeout();

    /// Requests that are worked on at once, of both listeners together; one more is told to come
    /// back. More than a database with 16 connections can work off in a second helps nobody.
    @WithDefault("256")
    int requestsAtOnce();
  }
}
