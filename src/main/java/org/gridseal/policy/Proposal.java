package org.gridseal.policy;

import java.time.Duration;
import java.util.Optional;
import org.gridseal.policy.Controls.Tls.Protection;

/// What a device asks for, as far as a policy has an opinion on it.
///
/// @param key empty for a key of any kind that no policy knows
/// @param origin where the key was made
/// @param profile name of the certificate profile asked for
/// @param linked whether the request was signed for the very connection that it came over
/// @param expiredFor how long ago the certificate shown has expired; zero if it has not
/// @param protection of the connection that brought the request; empty for one that no policy knows
public record Proposal(
    Optional<KeyAlgorithm> key,
    KeyOrigin origin,
    String profile,
    DeviceIdentityKind identity,
    boolean linked,
    Duration expiredFor,
    Optional<Protection> protection) {}
