package org.gridseal.revocation;

import java.time.Instant;
import org.gridseal.authority.OcspResponder.Status;

/// What the register says of a certificate.
///
/// @param notAfter when it ends; the end of time where none was issued
public record RegisteredStatus(Status status, Instant notAfter) {}
