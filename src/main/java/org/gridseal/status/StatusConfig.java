package org.gridseal.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// The status listener.
@ConfigMapping(prefix = "gridseal.status")
public interface StatusConfig {
  /// TCP port; plain HTTP, because what is served is signed and is needed to verify certificates.
  @WithDefault("8080")
  int port();

  /// The listener's address as the world sees it, without a final slash. It is written into
  /// certificates and must be reachable as long as they live.
  URI url();

  /// Time to `nextUpdate` of an OCSP response.
  @WithDefault("PT12H")
  Duration ocspValidity();

  /// A connection that says nothing for so long is closed.
  @WithDefault("30s")
  Duration idleTimeout();

  /// How long a peer may take from the first octet of a request to the last; for its first request,
  /// from the moment that it connected.
  @WithDefault("10s")
  Duration requestTimeout();

  /// How long caches may keep what can change: OCSP answers, CRLs and CA certificates. A list or an
  /// answer that is renewed earlier is kept for less.
  @WithDefault("PT5M")
  Duration cacheFor();

  /// Megabytes of heap for OCSP answers; one takes about 900 octets.
  @WithDefault("24")
  int ocspMemory();

  /// Connections at a time, in all.
  @WithDefault("8192")
  int connections();

  /// Connections at a time of one peer; one more is closed at once. Behind a proxy that hides
  /// addresses all have one: then as many as in all.
  @WithDefault("512")
  int connectionsPerPeer();

  /// OCSP answers a second that are signed for one peer: those with a nonce, and those that nobody
  /// has asked for lately. Beyond it the peer gets what is signed already, or `tryLater`.
  @WithDefault("200")
  int ocspSignaturesPerPeer();
}
