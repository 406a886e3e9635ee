package org.gridseal.authority;

import java.net.URI;

/// Where relying parties find out about the certificates of one authority; written into each of
/// them, so it must outlive them.
///
/// @param base the status listener's address as the world sees it, without a final slash
/// @param authority the authority's short name, a path segment
/// @param partition the part of its certificates whose list is named
public record StatusLocations(URI base, String authority, Partition partition) {
  /// With one list for all certificates.
  public StatusLocations(URI base, String authority) {
    this(base, authority, Partition.WHOLE);
  }

  /// With so many lists, of which a certificate names one.
  public StatusLocations inPartitions(int number) {
    return in(new Partition(number, 0));
  }

  /// As one certificate names them: with the list that it would be on.
  StatusLocations of(SerialNumber serialNumber) {
    return in(Partition.holding(serialNumber, partition.of()));
  }

  StatusLocations in(Partition part) {
    return new StatusLocations(base, authority, part);
  }

  /// The CRL, as the distribution point names it (RFC 5280 §4.2.1.13). How many parts there are
  /// stands in it, so that it stays right when certificates to come are divided otherwise.
  public URI revocationList() {
    return URI.create(base + "/crl/" + path() + ".crl");
  }

  /// What has changed since a complete list (RFC 5280 §5.2.6).
  public URI deltaList() {
    return URI.create(base + "/crl/" + path() + "/delta.crl");
  }

  private String path() {
    return partition.isWhole() ? authority : authority + "/" + partition;
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
