package org.gridseal.cost;

import java.util.stream.Stream;

/// What passes in a month, by what it is for.
///
/// @param connections handshakes, whole connections with what was asked over them
/// @param fullHandshakes how many of them
/// @param upkeep of connections that are kept: keep-alives of TCP
/// @param status OCSP and CRLs
/// @param renewal of the device's certificate, a month's part
/// @param tunnel to keep the VPN up; what it adds to packets is with the packets
public record MonthlyVolume(
    DataVolume connections,
    long fullHandshakes,
    DataVolume upkeep,
    DataVolume status,
    DataVolume renewal,
    DataVolume tunnel) {
  public DataVolume total() {
    return Stream.of(connections, upkeep, status, renewal, tunnel)
        .reduce(DataVolume.NONE, DataVolume::plus);
  }
}
