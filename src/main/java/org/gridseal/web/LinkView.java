package org.gridseal.web;

import java.time.Instant;
import org.gridseal.enrollment.Succession;

/// One link of a chain.
///
/// @param overlapUntil until when, exclusive, both are authorised
public record LinkView(
    int ordinal,
    String device,
    String profile,
    String predecessor,
    String successor,
    String serialNumber,
    Instant since,
    Instant overlapUntil) {
  static LinkView of(Succession link) {
    return new LinkView(
        link.ordinal(),
        link.device().toString(),
        link.profile(),
        link.predecessor().toString(),
        link.successor().toString(),
        link.serialNumber().toString(),
        link.since(),
        link.overlapUntil());
  }
}
