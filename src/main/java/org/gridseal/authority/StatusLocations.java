package org.gridseal.authority;

import java.net.URI;

/// Where relying parties find out about the certificates of one authority; written into each of
/// them, so it must outlive them.
///
/// @param base the status listener's address as the world sees it, without a final slash
/// @param authority the authority's short name, a path segment
public record StatusLocations(URI base, String authority) {
  /// The CRL, as the distribution point names it (RFC 5280 §4.2.1.13).
  public URI revocationList() {
    return URI.create(base + "/crl/" + authority + ".crl");
  }

  /// The OCSP responder (RFC 5280 §4.2.2.1).
  public URI ocsp() {
    return URI.create(base + "/ocsp");
  }

  /// The authority's own certificate (RFC 5280 §4.2.2.1).
  public URI certificate() {
    return URI.create(base + "/ca/" + authority + ".cer");
  }
}
