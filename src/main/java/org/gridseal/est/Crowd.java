package org.gridseal.est;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the open connections of a listener, in all and by peer, so that no peer can take all of
/// them. Called on many threads; never waits.
///
/// The peers of one IPv6 network of 64 bits count as one: whoever has one address there has all
/// (RFC 4291 §2.5.1).
final class Crowd {
  private static final int NETWORK_OCTETS = 8;

  private final int limit;
  private final int limitOfPeer;
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentMap<InetAddress, Integer> byPeer = new ConcurrentHashMap<>();

  /// @param limitOfPeer 0: as many as there may be in all
  Crowd(int limit, int limitOfPeer) {
    if (limit < 1 || limitOfPeer < 0) {
      throw new IllegalArgumentException(
          "connections in all: " + limit + ", at least 1; per peer: " + limitOfPeer);
    }
    this.limit = limit;
    this.limitOfPeer = limitOfPeer == 0 ? limit : limitOfPeer;
  }

  /// Lets a connection in; each one let in must [#leave].
  boolean enter(InetAddress peer) {
    if (all.incrementAndGet() > limit) {
      all.decrementAndGet();
      return false;
    }
    if (byPeer.merge(networkOf(peer), 1, Integer::sum) > limitOfPeer) {
      leave(peer);
      return false;
    }
    return true;
  }

  void leave(InetAddress peer) {
    all.decrementAndGet();
    byPeer.computeIfPresent(networkOf(peer), (network, open) -> open == 1 ? null : open - 1);
  }

  int size() {
    return all.get();
  }

  /// The address itself, or of IPv6 the network of 64 bits around it.
  static InetAddress networkOf(InetAddress peer) {
    if (!(peer instanceof Inet6Address)) {
      return peer;
    }
    byte[] network = peer.getAddress();
    Arrays.fill(network, NETWORK_OCTETS, network.length, (byte) 0);
    try {
      return InetAddress.getByAddress(network);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen octets are an address", e);
    }
  }
}
