package org.gridseal.cost;

import java.time.Duration;

/// An IPsec tunnel around everything (RFC 4303 in tunnel mode, AES-GCM after RFC 4106, in UDP for
/// the sake of address translators after RFC 3948), and what it costs to keep.
///
/// @param rekeyEvery how often the keys are changed (RFC 7296 §2.8)
/// @param deadPeerEvery how often each is asked whether it lives (RFC 7296 §2.4)
/// @param keepAliveEvery how often the device tells a translator that it is there (RFC 3948 §4)
public record Tunnel(Duration rekeyEvery, Duration deadPeerEvery, Duration keepAliveEvery) {
  private static final int IP_AND_UDP = 20 + 8;

  /// Security parameters index, sequence number, initialization vector.
  private static final int BEFORE = 4 + 4 + 8;

  /// Pad length and next header, within what is aligned to 4 (RFC 4303 §2.4).
  private static final int TRAILER = 2;

  private static final int ALIGNMENT = 4;
  private static final int CHECK_VALUE = 16;

  /// Before IKE in UDP on port 4500 (RFC 3948 §2.2), and its header (RFC 7296 §3.1).
  private static final int IKE = IP_AND_UDP + 4 + 28;

  /// An encrypted payload with nothing in it: header, vector, pad length, check value (RFC 5282
  /// §3).
  private static final int SEALED = 4 + 8 + 1 + 16;

  /// Proposal of one AEAD with P-256, nonce of 32, key exchange of 64, two traffic selectors, the
  /// notification of what is replaced (RFC 7296 §3.3, §3.9, §3.4, §3.13, §3.10).
  private static final int NEW_KEYS = 40 + 36 + 72 + 24 + 24 + 12;

  /// A payload that deletes one pair of keys (RFC 7296 §3.11).
  private static final int DELETE = 12;

  /// One octet in UDP (RFC 3948 §2.3).
  private static final int KEEP_ALIVE = IP_AND_UDP + 1;

  /// What a packet is on the wire, in octets.
  int around(int packet) {
    int aligned = Math.ceilDiv(packet + TRAILER, ALIGNMENT) * ALIGNMENT;
    return IP_AND_UDP + BEFORE + aligned + CHECK_VALUE;
  }

  /// The largest packet that goes into one of a size.
  int inner(int mtu) {
    int room = mtu - IP_AND_UDP - BEFORE - CHECK_VALUE;
    return room / ALIGNMENT * ALIGNMENT - TRAILER;
  }

  /// To stay up for a month: a question and an answer for new keys, the same for the old ones' end,
  /// the same for each sign of life, and keep-alives from one side.
  DataVolume upkeep() {
    DataVolume rekey =
        new DataVolume(2L * (IKE + SEALED + NEW_KEYS) + 2L * (IKE + SEALED + DELETE));
    DataVolume life = new DataVolume(2L * (IKE + SEALED));
    return rekey
        .monthly(rekeyEvery)
        .plus(life.monthly(deadPeerEvery))
        .plus(new DataVolume(KEEP_ALIVE).monthly(keepAliveEvery));
  }
}
