package org.gridseal.authority;

import java.time.Instant;

/// One certificate that must not be accepted any more.
///
/// @param at when it was revoked, whole seconds on the wire
public record Revoked(SerialNumber serialNumber, Instant at, RevocationReason reason) {}
