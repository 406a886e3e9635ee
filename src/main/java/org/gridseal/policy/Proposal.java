package org.gridseal.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.Controls.Wan.Path;

/// What a device asks for, as far as a policy has an opinion on it.
///
/// @param key empty for a key of any kind that no policy knows
/// @param origin where the key was made
/// @param profile name of the certificate profile asked for
/// @param linked whether the request was signed for the very connection that it came over
/// @param current the certificate of ours by which it shows who it is; empty if by something else
/// @param protection of the connection that brought the request; empty for one that no policy knows
/// @param paths the ways of the WAN that the connection may count as, the public Internet among
///   them
public record Proposal(
    Optional<KeyAlgorithm> key,
    KeyOrigin origin,
    String profile,
    DeviceIdentityKind identity,
    boolean linked,
    Optional<Current> current,
    Optional<Protection> protection,
    Set<Path> paths) {
  /// The paths of whoever comes from anywhere.
  public static final Set<Path> FROM_ANYWHERE = Set.of(Path.PUBLIC_INTERNET);

  public Proposal {
    paths = Collections.unmodifiableSet(new TreeSet<>(paths));
  }

  /// How long ago the certificate shown has expired; zero if it has not, or none was shown.
  Duration expiredFor(Instant at) {
    return current.map(it -> between(it.until(), at)).orElse(Duration.ZERO);
  }

  /// How long the certificate shown is still good; zero if it has expired, or none was shown.
  Duration validFor(Instant at) {
    return current.map(it -> between(at, it.until())).orElse(Duration.ZERO);
  }

  private static Duration between(Instant from, Instant to) {
    return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
  }

  /// The certificate to be replaced, if what is asked for would replace the one shown.
  Optional<Current> renewed() {
    return current.filter(it -> it.profile().equals(profile));
  }

  /// A certificate of ours.
  ///
  /// @param profile by which it was issued
  /// @param until its end (notAfter), to the second
  public record Current(String profile, Instant until) {
    public Current {
      until = until.truncatedTo(ChronoUnit.SECONDS);
    }
  }
}
