package org.gridseal.authority;

import java.time.Instant;
import java.util.OptionalLong;

/// What a CRL says of itself.
///
/// @param number grows with every list of a partition, deltas too (RFC 5280 §5.2.3)
/// @param base the number of the complete list from which a delta counts; empty if it is complete
/// @param hasDelta whether a complete list says where its delta is (RFC 5280 §5.2.6)
public record RevocationListTerms(
    Partition partition,
    long number,
    OptionalLong base,
    Instant thisUpdate,
    Instant nextUpdate,
    boolean hasDelta) {
  /// A complete list without deltas.
  public static RevocationListTerms complete(
      Partition partition, long number, Instant thisUpdate, Instant nextUpdate) {
    return new RevocationListTerms(
        partition, number, OptionalLong.empty(), thisUpdate, nextUpdate, false);
  }
}
