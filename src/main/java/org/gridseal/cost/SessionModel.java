package org.gridseal.cost;

import java.util.List;

/// What passes between a device and a listener: over a new connection, or over one that is there.
///
/// @param mtu octets of the largest IP packet
/// @param server what the listener shows
/// @param device what the device shows
public record SessionModel(Suite suite, int mtu, CertificateSizes server, CertificateSizes device) {
  /// A connection with a full handshake, from its first packet to its last.
  public Dialogue full(List<Exchange> exchanges) {
    return connection(Handshake.full(suite, server, device), exchanges);
  }

  /// A connection that takes up an earlier session.
  ///
  /// @throws IllegalArgumentException if our listeners do not resume this suite's sessions
  public Dialogue resumed(List<Exchange> exchanges) {
    return connection(Handshake.resumed(suite), exchanges);
  }

  /// What is asked over a connection that was silent for some time.
  public Dialogue kept(List<Exchange> exchanges) {
    return Dialogue.kept(new Path(mtu), suite, exchanges);
  }

  private Dialogue connection(Handshake handshake, List<Exchange> exchanges) {
    return Dialogue.connection(new Path(mtu), handshake, suite, exchanges);
  }
}
