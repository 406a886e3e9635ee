package org.gridseal.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.gridseal.policy.Controls;
import org.gridseal.policy.Controls.Sessions;
import org.gridseal.policy.DeviceIdentityKind;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyBook;
import org.gridseal.site.Violation;

/// Whether a TLS connection may carry a request of the device at its end, as the tier of its site
/// says. Age and resumption are counted from the full handshake, in which the device proved its
/// key; its keys are as old as the connection, for each handshake makes new ones, an abbreviated
/// one, too (RFC 5246 §7.3, RFC 8446 §2.2).
///
/// Nothing is looked up for a connection that every tier would let through, which is nearly all of
/// them. Whoever comes with a one-time code is not known before it is verified, so all are held to
/// the shortest times of the tiers that take codes, and nobody learns which tier a device is in.
public final class SessionLimits {
  private final Devices devices;
  private final Holders holders;
  private final Policies policies;
  private final InstantSource time;
  private volatile Shortest shortest;

  public SessionLimits(
      Devices devices, Certificates certificates, Policies policies, InstantSource time) {
    this.holders = new Holders(devices, certificates);
    this.policies = policies;
    this.time = time;
    this.devices = devices;
    this.shortest = Shortest.of(policies.inForce());
  }

  /// What a connection is still good for.
  public sealed interface Verdict {
    record Good() implements Verdict {}

    /// Its time is over: this request is answered, and no other.
    record Last() implements Verdict {}

    /// Its keys have served for long enough: this request is answered, and the next comes over a
    /// connection that may resume the session.
    record Rekey() implements Verdict {}

    /// It resumed a session that this device must not resume any more: nothing is answered.
    record Over(Violation why) implements Verdict {}
  }

  /// @param credential believed, or a one-time code that nobody has verified
  public Verdict judge(Credential credential, Channel channel) {
    Shortest known = shortest();
    return known.ofAll().judge(channel, time.instant()) instanceof Verdict.Good good
        ? good
        : timesOf(credential, known)
            .map(times -> times.judge(channel, time.instant()))
            .orElseGet(Verdict.Good::new);
  }

  /// @return empty for a device that nobody registered, who is refused anyway
  private Optional<Times> timesOf(Credential credential, Shortest known) {
    return credential instanceof Credential.OneTimeCode
        ? Optional.of(known.ofCodes())
        : holders
            .of(credential)
            .map(device -> known.book().policyFor(devices.applicantFor(device, known.book())))
            .map(policy -> policy.controls().sessions())
            .map(Times::of);
  }

  private Shortest shortest() {
    PolicyBook book = policies.inForce();
    Shortest known = shortest;
    if (known.book() != book) {
      known = Shortest.of(book);
      shortest = known;
    }
    return known;
  }

  /// The shortest times of a book, of all sites and of those that take codes.
  private record Shortest(PolicyBook book, Times ofAll, Times ofCodes) {
    static Shortest of(PolicyBook book) {
      return new Shortest(
          book,
          times(book, controls -> true),
          times(
              book,
              controls ->
                  controls.enrollment().identities().contains(DeviceIdentityKind.ONE_TIME_CODE)));
    }

    private static Times times(PolicyBook book, Predicate<Controls> which) {
      List<Sessions> all =
          book.everyControls().stream().filter(which).map(Controls::sessions).toList();
      return new Times(
          all.stream().map(Sessions::maximumAge).min(Comparator.naturalOrder()),
          all.stream().map(Sessions::resumption).min(Comparator.naturalOrder()),
          all.stream().map(Sessions::keyUpdate).min(Comparator.naturalOrder()));
    }
  }

  /// @param age after which a connection ends; empty for no limit
  /// @param resumption after which, and at which, a session is not resumed; empty for no limit
  /// @param keys after which a connection needs new ones; empty for no limit
  private record Times(
      Optional<Duration> age, Optional<Duration> resumption, Optional<Duration> keys) {
    static Times of(Sessions sessions) {
      return new Times(
          Optional.of(sessions.maximumAge()),
          Optional.of(sessions.resumption()),
          Optional.of(sessions.keyUpdate()));
    }

    Verdict judge(Channel channel, Instant now) {
      if (channel.resumed() && isReached(resumption, channel.established(), channel.opened())) {
        return new Verdict.Over(
            new Violation(
                "",
                "session-resumption",
                "connect again, with a full handshake; the session was resumed later than the"
                    + " site's tier allows"));
      }
      if (isReached(age, channel.established(), now)) {
        return new Verdict.Last();
      }
      return isReached(keys, channel.opened(), now) ? new Verdict.Rekey() : new Verdict.Good();
    }

    private static boolean isReached(Optional<Duration> limit, Instant from, Instant to) {
      return limit.filter(it -> Duration.between(from, to).compareTo(it) >= 0).isPresent();
    }
  }
}
