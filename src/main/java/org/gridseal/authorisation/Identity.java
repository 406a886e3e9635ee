package org.gridseal.authorisation;

import java.time.Instant;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.Lfdi;

/// One identity of a device: a certificate by which it can be known on the wire.
///
/// @param certificate if we issued it; empty for the factory certificate that it was registered
///   with
/// @param notAfter of a certificate of ours
/// @param state what the utility decided about the LFDI
public record Identity(
    Lfdi lfdi, Optional<SerialNumber> certificate, Optional<Instant> notAfter, LfdiState state) {}
