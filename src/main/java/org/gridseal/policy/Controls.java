package org.gridseal.policy;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What a tier demands, in the words and units of `policies/README.md`, which gives the source of
/// each value.
///
/// @param retention how long the entries about a site of this tier are kept at least
public record Controls(
    Approvals approvals,
    Enrollment enrollment,
    Certificate certificate,
    Wan wan,
    Tls tls,
    Sessions sessions,
    Revocation revocation,
    Acknowledgement acknowledgement,
    Performance performance,
    Period retention) {

  /// Who must agree before a site's devices get certificates, lose them, or get them back.
  public record Approvals(Approval issue, Approval revoke, Approval restore) {}

  /// @param persons how many different people must agree
  /// @param including realm roles of which each must be held by at least one of them
  /// @param freshLogin how long ago each of them may have logged in; null: as long as a session
  ///   with the identity provider lasts
  public record Approval(int persons, List<String> including, @Nullable Duration freshLogin) {
    /// One person, whoever may act at all: what must not wait.
    public static final Approval ANYBODY = new Approval(1, List.of(), null);

    public Approval {
      including = List.copyOf(including);
    }

    /// How young the login of this person would have to be; empty if their word counts as it is.
    ///
    /// @param login when the person proved to be there; empty if the identity provider did not say
    public Optional<Duration> lacksLogin(Optional<Instant> login, Instant now) {
      return Optional.ofNullable(freshLogin)
          .filter(within -> login.filter(it -> !it.plus(within).isBefore(now)).isEmpty());
    }

    /// Whether these people are enough.
    ///
    /// @param people the roles of each; the caller has seen to it that they are different people
    public boolean isGivenBy(List<Set<String>> people) {
      return people.size() >= persons && missing(people).isEmpty();
    }

    /// The roles that none of these people has.
    public List<String> missing(List<Set<String>> people) {
      return including.stream()
          .filter(role -> people.stream().noneMatch(held -> held.contains(role)))
          .toList();
    }
  }

  /// @param identities how a device may show who it is
  /// @param keyOrigins where its key may have been made
  /// @param linking whether a request must be tied to its TLS connection (RFC 7030 §3.5)
  /// @param keys the certificate profiles that such a site may ask for, and the keys accepted with
  ///   each
  public record Enrollment(
      Set<DeviceIdentityKind> identities,
      Set<KeyOrigin> keyOrigins,
      Linking linking,
      Map<String, Set<KeyAlgorithm>> keys) {
    public Enrollment {
      identities = ordered(identities);
      keyOrigins = ordered(keyOrigins);
      var sorted = new TreeMap<String, Set<KeyAlgorithm>>();
      keys.forEach((profile, accepted) -> sorted.put(profile, ordered(accepted)));
      keys = Collections.unmodifiableMap(sorted);
    }

    /// A request that is tied to its connection cannot have been taken from another one.
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Linking {
      /// Verified when it is there and the connection's binding is known.
      OPTIONAL,
      REQUIRED
    }
  }

  /// @param lifetime the longest validity of a certificate; its profile may ask for less
  /// @param renewalWindow how long before its end a certificate may be renewed
  /// @param lfdiOverlap how long the old LFDI stays authorised beside that of the successor
  /// @param graceAfterExpiry how long after its end a certificate may still be renewed with; zero:
  ///   not at all
  public record Certificate(
      Period lifetime, Period renewalWindow, Period lfdiOverlap, Duration graceAfterExpiry) {}

  /// @param paths the ways over which the site may reach us; one of them is enough
  public record Wan(boolean mutualTls, Set<Path> paths) {
    public Wan {
      paths = ordered(paths);
    }

    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Path {
      PUBLIC_INTERNET,
      IP_ALLOW_LIST,
      PRIVATE_APN,
      VPN,
      VPN_ON_PRIVATE_CIRCUIT;

      boolean isVpn() {
        return this == VPN || this == VPN_ON_PRIVATE_CIRCUIT;
      }

      /// As in the files, such as `private-apn`.
      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }

  /// @param accepted on any path of the WAN
  /// @param onlyInsideVpn accepted only when a VPN carries it
  /// @param preferred what a server offers first
  public record Tls(Set<Protection> accepted, Set<Protection> onlyInsideVpn, Protection preferred) {
    public Tls {
      accepted = ordered(accepted);
      onlyInsideVpn = ordered(onlyInsideVpn);
    }

    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Protection {
      /// TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8 (RFC 7251), the suite IEEE 2030.5 mandates.
      TLS12_CCM8,
      /// TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 and its AES-256 sister (RFC 5289), or
      /// TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 (RFC 7905).
      TLS12_GCM,
      /// Any suite of RFC 8446.
      TLS13;

      @Override
      public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }
  }

  /// @param maximumAge after which a connection is closed, whatever goes on in it
  /// @param resumption how long a session may be resumed; zero: never
  /// @param keyUpdate how long a connection uses the keys of its handshake, full or abbreviated; it
  ///   is closed then, and the next one has new ones
  /// @param earlyData TLS 1.3 0-RTT, which can be replayed
  /// @param cookies on machine endpoints
  public record Sessions(
      Duration maximumAge,
      Duration resumption,
      Duration keyUpdate,
      boolean earlyData,
      boolean cookies) {}

  /// @param freshness the greatest age of the OCSP response or CRL relied on
  /// @param whenStale what happens to a device when nothing fresher can be had
  /// @param dropSessionsWithin the time from a revocation to the end of the device's connections
  public record Revocation(Duration freshness, WhenStale whenStale, Duration dropSessionsWithin) {
    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum WhenStale {
      /// Fail open: the device stays connected, and an alarm is raised.
      PERMIT,
      /// Fail closed.
      REFUSE
    }
  }

  /// @param receipts what must come back for a notice
  /// @param evidence how each of them is proved
  public record Acknowledgement(Set<Receipt> receipts, Set<Evidence> evidence) {
    public Acknowledgement {
      receipts = ordered(receipts);
      evidence = ordered(evidence);
    }

    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    public enum Receipt {
      RECEIVED,
      VIEWED,
      ACTED
    }

    public enum Evidence {
      /// The server attests it in its log; this does not bind the device against a dishonest
      /// server.
      E0,
      /// Signed by the device or aggregator.
      E1,
      /// E1, with an RFC 3161 timestamp over the published tree head.
      E2,
      /// Signed by a person.
      E3
    }
  }

  /// What a site may expect of us.
  ///
  /// @param enroll from a whole request, nothing of which waits for a person, to the certificate
  /// @param publishStatus from a revocation to the first answer about status that shows it
  /// @param acknowledge from a notice to the last receipt that must come back for it
  /// @param availability of the device listeners
  public record Performance(
      Duration enroll, Duration publishStatus, Duration acknowledge, Availability availability) {}

  /// A copy in the order of the enum, so that the same controls always read the same.
  private static <E extends Enum<E>> Set<E> ordered(Set<E> values) {
    return Collections.unmodifiableSet(new TreeSet<>(values));
  }
}
