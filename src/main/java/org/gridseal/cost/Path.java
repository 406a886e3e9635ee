package org.gridseal.cost;

import java.util.ArrayList;
import java.util.List;

/// How TCP over IPv4 carries octets on a way with packets of a size.
///
/// @param mtu octets of the largest IP packet
record Path(int mtu) {
  /// IPv4 and TCP without options (RFC 791 §3.1, RFC 9293 §3.1).
  private static final int BARE = 20 + 20;

  /// With timestamps, padded to 12 (RFC 7323 §3.2, appendix A).
  static final int HEADERS = BARE + 12;

  /// Segment size, window scale, SACK permitted, timestamps (RFC 9293 §3.7.1, RFC 7323, RFC 2018).
  static final int SYN = BARE + 4 + 3 + 1 + 2 + 10;

  static final int ACK = HEADERS;

  /// To somebody who has closed already (RFC 9293 §3.10.7.1): no options.
  static final int RESET = BARE;

  /// Application octets in a full packet.
  int segment() {
    return mtu - HEADERS;
  }

  /// The packets of one flight.
  List<Integer> packets(long octets) {
    List<Integer> packets = new ArrayList<>();
    for (long left = octets; left > 0; left -= segment()) {
      packets.add(HEADERS + (int) Math.min(left, segment()));
    }
    return packets;
  }

  /// How many acknowledgements the receiver of a flight sends that ride on nothing. It acknowledges
  /// when more than a full segment has come since the last time (RFC 5681 §4.2); what is less
  /// waits, and goes with the receiver's own next words.
  int acknowledgements(List<Integer> packets) {
    int count = 0;
    int waiting = 0;
    for (int packet : packets) {
      waiting += packet - HEADERS;
      if (waiting > segment()) {
        count++;
        waiting = 0;
      }
    }
    return count;
  }
}
