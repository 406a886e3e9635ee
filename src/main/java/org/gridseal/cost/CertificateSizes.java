package org.gridseal.cost;

import java.util.List;

/// The certificates that one side shows, each in octets of its encoding: its own first, the root
/// not (RFC 5246 §7.4.2).
public record CertificateSizes(List<Integer> octets) {
  public CertificateSizes {
    octets = List.copyOf(octets);
  }

  /// With three octets of length before each (RFC 5246 §7.4.2).
  int listed() {
    return octets.stream().mapToInt(size -> 3 + size).sum();
  }

  int count() {
    return octets.size();
  }
}
