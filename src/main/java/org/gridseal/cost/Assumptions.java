package org.gridseal.cost;

import java.time.Duration;
import java.util.List;

/// What `wan.yaml` says of devices and of us, whatever the WAN.
public record Assumptions(Listener listener, Device device, Traffic traffic, Tunnel tunnel) {
  /// @param idleTimeout after which a listener closes what is silent
  /// @param certificates that it shows
  public record Listener(Duration idleTimeout, CertificateSizes certificates) {}

  /// @param certificates that a device shows
  /// @param keepAliveEvery how often TCP asks whether the other side is there, so that an address
  ///   translator does not forget a connection that is kept (RFC 9293 §3.8.4)
  public record Device(CertificateSizes certificates, Duration keepAliveEvery) {}

  /// @param poll what a cycle asks
  /// @param ocsp asked as often as the tier's freshness demands (`revocation.freshness`)
  /// @param lists fetched at fixed times, without TLS
  /// @param renewal what a renewal over EST asks, once in a certificate's life
  public record Traffic(
      List<Exchange> poll, Exchange ocsp, List<Fetch> lists, List<Exchange> renewal) {
    public Traffic {
      poll = List.copyOf(poll);
      lists = List.copyOf(lists);
      renewal = List.copyOf(renewal);
    }
  }

  public record Fetch(Exchange exchange, Duration every) {}
}
