package org.gridseal.cli.wan;

/// What entered a line so far: IP packets and their octets, headers included, lost ones too, for
/// whoever bills counts them.
public record Traffic(long packetsUp, long bytesUp, long packetsDown, long bytesDown, long lost) {
  /// Between an earlier moment and this one.
  public Traffic since(Traffic earlier) {
    return new Traffic(
        packetsUp - earlier.packetsUp,
        bytesUp - earlier.bytesUp,
        packetsDown - earlier.packetsDown,
        bytesDown - earlier.bytesDown,
        lost - earlier.lost);
  }

  public long packets() {
    return packetsUp + packetsDown;
  }

  public long bytes() {
    return bytesUp + bytesDown;
  }
}
