package org.gridseal.authority;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;

/// How long what an authority certifies lives: within its profile, and within the authority's own
/// life.
///
/// @param authority its own certificate
record Lifetimes(X509Certificate authority) {
  /// How far `notBefore` lies in the past, so that a device whose clock is slow accepts a fresh
  /// certificate.
  private static final Duration BACKDATE = Duration.ofHours(1);

  /// 99991231235959Z: the certificate has no end (RFC 5280 §4.1.2.5).
  private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

  /// Where the life of what is decided now begins.
  static Instant notBefore(Instant now) {
    return now.minus(BACKDATE);
  }

  /// The end of the longest life that a profile allows.
  static Instant longest(Instant notBefore, CertificateProfile profile) {
    return lastSecond(notBefore, profile.validity().maximum());
  }

  /// The end of a life: the soonest of what is asked for, what the profile allows, and the
  /// authority's own. Of a profile without end there is none, whatever is asked for.
  ///
  /// @throws IllegalArgumentException if the profile has no end and the authority has
  Instant notAfter(Instant notBefore, CertificateProfile profile, Period asked) {
    if (profile.validity().isIndefinite()) {
      return noEnd(profile);
    }
    return notLonger(sooner(lastSecond(notBefore, asked), longest(notBefore, profile)));
  }

  /// The sooner of an end and the authority's own.
  Instant notLonger(Instant end) {
    return sooner(end, authority.getNotAfter().toInstant());
  }

  private Instant noEnd(CertificateProfile profile) {
    if (!authority.getNotAfter().toInstant().equals(NO_END)) {
      throw new IllegalArgumentException(
          "profile %s has no end, and the authority has one".formatted(profile.name()));
    }
    return NO_END;
  }

  private static Instant lastSecond(Instant notBefore, Period validity) {
    // The last second belongs to the validity period (RFC 5280 §4.1.2.5), hence minus one.
    return sooner(
        notBefore.atOffset(ZoneOffset.UTC).plus(validity).toInstant().minusSeconds(1), NO_END);
  }

  private static Instant sooner(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// @param name the authority's, for the error
  /// @throws SigningException if the authority's life has not begun, by our clock
  /// @throws IllegalStateException if it is over
  void requireLive(Instant now, String name) {
    if (authority.getNotBefore().toInstant().isAfter(now)) {
      // Nothing that is signed now could be believed; somebody sets the clock, and it can.
      throw new SigningException("the clock stands before the life of " + name);
    }
    if (!authority.getNotAfter().toInstant().isAfter(now)) {
      throw new IllegalStateException("the authority " + name + " has expired");
    }
  }
}
