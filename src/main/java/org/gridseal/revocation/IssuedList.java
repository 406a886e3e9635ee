package org.gridseal.revocation;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;

/// A CRL that was published.
///
/// @param base the number of the complete list from which a delta counts; empty if it is complete
/// @param covered the last position of the register that it knows
/// @param entries how many it has
/// @param octets of its encoding
/// @param content where the register keeps the encoding
public record IssuedList(
    ListScope scope,
    long number,
    OptionalLong base,
    Instant thisUpdate,
    Instant nextUpdate,
    long covered,
    long entries,
    long octets,
    UUID content) {
  public boolean isDelta() {
    return base.isPresent();
  }
}
