package org.gridseal.audit;

import java.util.Comparator;
import java.util.UUID;

/// An event outside of a bundle: it waits for its place, or for the 255 others of its bundle.
///
/// @param entry the bytes that are hashed
/// @param hash of the entry
/// @param keys that lead to it
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Leaf(UUID id, byte[] entry, Hash hash, int[] keys) {
  /// The order of PostgreSQL, octet by octet; that of [UUID] has negative numbers.
  static final Comparator<UUID> BY_OCTETS =
      Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  /// Makes one of an entry.
  ///
  /// @throws IllegalStateException if it is none
  public static Leaf of(byte[] entry) {
    Traits traits = Traits.read(entry);
    return new Leaf(traits.id(), entry, Hash.ofLeaf(entry), traits.keys());
  }
}
