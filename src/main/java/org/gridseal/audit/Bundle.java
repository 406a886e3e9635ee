package org.gridseal.audit;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/// 256 neighbouring entries as they are kept for ever.
///
/// @param index the places from 256 times this one on
/// @param packed the entry bundle of C2SP tlog-tiles, packed with gzip (RFC 1952)
/// @param first the smallest id inside
/// @param last the greatest
/// @param keys that lead to any of its events, sorted, each once
@SuppressWarnings("ArrayRecordComponent") // written out, never compared
public record Bundle(long index, byte[] packed, UUID first, UUID last, int[] keys) {
  static Bundle of(long index, List<Leaf> leaves, Gzip gzip) {
    List<UUID> ids = leaves.stream().map(Leaf::id).toList();
    return new Bundle(
        index,
        gzip.pack(EntryBundle.encode(leaves.stream().map(Leaf::entry).toList())),
        Collections.min(ids, Leaf.BY_OCTETS),
        Collections.max(ids, Leaf.BY_OCTETS),
        leaves.stream().map(Leaf::keys).flatMapToInt(Arrays::stream).sorted().distinct().toArray());
  }

  /// The entry bundle inside.
  ///
  /// @throws IllegalStateException if it was not packed by us; the database is then broken
  static byte[] unpacked(byte[] packed) {
    try {
      return Gzip.unpack(packed, EntryBundle.MAXIMUM_LENGTH);
    } catch (IOException e) {
      throw new IllegalStateException("the database holds a broken bundle", e);
    }
  }

  /// The entries inside, in the order of their places.
  ///
  /// @throws IllegalStateException if they are not 256; the database is then broken
  static List<byte[]> entries(byte[] packed) {
    try {
      return EntryBundle.parse(TilePath.full(TilePath.ENTRIES, 0), unpacked(packed));
    } catch (BrokenLogException e) {
      throw new IllegalStateException("the database holds a broken bundle", e);
    }
  }
}
