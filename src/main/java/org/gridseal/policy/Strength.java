package org.gridseal.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.gridseal.policy.Controls.Acknowledgement;
import org.gridseal.policy.Controls.Acknowledgement.Evidence;
import org.gridseal.policy.Controls.Approval;
import org.gridseal.policy.Controls.Approvals;
import org.gridseal.policy.Controls.Certificate;
import org.gridseal.policy.Controls.Enrollment;
import org.gridseal.policy.Controls.Performance;
import org.gridseal.policy.Controls.Revocation;
import org.gridseal.policy.Controls.Sessions;
import org.gridseal.policy.Controls.Tls;
import org.jspecify.annotations.Nullable;

/// Finds controls that are weaker at a larger tier than at a smaller one. A larger site may be
/// asked for more, and never for less.
final class Strength {
  /// Periods are compared from here: a day in a leap year, so that P1Y counts as its longer form.
  private static final LocalDate REFERENCE = LocalDate.of(2024, 1, 1);

  private Strength() {}

  /// The controls of `larger` that demand less than those of `smaller`; none when all is well.
  static List<String> weakened(Controls smaller, Controls larger) {
    return Stream.of(
            ofApprovals(smaller.approvals(), larger.approvals()),
            ofEnrollment(smaller.enrollment(), larger.enrollment()),
            ofCertificate(smaller.certificate(), larger.certificate()),
            when("wan.paths", !smaller.wan().paths().containsAll(larger.wan().paths())),
            ofTls(smaller.tls(), larger.tls()),
            ofSessions(smaller.sessions(), larger.sessions()),
            ofRevocation(smaller.revocation(), larger.revocation()),
            ofAcknowledgement(smaller.acknowledgement(), larger.acknowledgement()),
            ofPerformance(smaller.performance(), larger.performance()),
            when("retention", longer(smaller.retention(), larger.retention())))
        .flatMap(names -> names)
        .toList();
  }

  private static Stream<String> ofApprovals(Approvals smaller, Approvals larger) {
    return Stream.of(
            when("approvals.issue", isLess(larger.issue(), smaller.issue())),
            when("approvals.revoke", isLess(larger.revoke(), smaller.revoke())),
            when("approvals.restore", isLess(larger.restore(), smaller.restore())))
        .flatMap(names -> names);
  }

  private static boolean isLess(Approval one, Approval other) {
    return one.persons() < other.persons()
        || !one.including().containsAll(other.including())
        || isStaler(one.freshLogin(), other.freshLogin());
  }

  private static boolean isStaler(@Nullable Duration one, @Nullable Duration other) {
    return other != null && (one == null || one.compareTo(other) > 0);
  }

  private static Stream<String> ofEnrollment(Enrollment smaller, Enrollment larger) {
    return Stream.of(
            when("enrollment.identities", !smaller.identities().containsAll(larger.identities())),
            when("enrollment.keyOrigins", !smaller.keyOrigins().containsAll(larger.keyOrigins())),
            when("enrollment.linking", larger.linking().compareTo(smaller.linking()) < 0),
            smaller.keys().entrySet().stream()
                .filter(entry -> isWeaker(entry, larger.keys()))
                .map(entry -> "enrollment.keys." + entry.getKey()))
        .flatMap(names -> names);
  }

  /// A profile that only one of them offers is compared with nothing.
  private static boolean isWeaker(
      Map.Entry<String, Set<KeyAlgorithm>> smaller, Map<String, Set<KeyAlgorithm>> larger) {
    return Optional.ofNullable(larger.get(smaller.getKey()))
        .filter(keys -> weakest(keys).compareTo(weakest(smaller.getValue())) < 0)
        .isPresent();
  }

  private static KeyAlgorithm weakest(Set<KeyAlgorithm> keys) {
    return keys.stream().min(Comparator.naturalOrder()).orElseThrow();
  }

  private static Stream<String> ofCertificate(Certificate smaller, Certificate larger) {
    return Stream.of(
            when("certificate.lifetime", longer(larger.lifetime(), smaller.lifetime())),
            when(
                "certificate.renewalWindow",
                longer(larger.renewalWindow(), smaller.renewalWindow())),
            when("certificate.lfdiOverlap", longer(larger.lfdiOverlap(), smaller.lfdiOverlap())),
            when(
                "certificate.graceAfterExpiry",
                longer(larger.graceAfterExpiry(), smaller.graceAfterExpiry())))
        .flatMap(names -> names);
  }

  private static Stream<String> ofTls(Tls smaller, Tls larger) {
    return Stream.concat(
        when("tls.accepted", !smaller.accepted().containsAll(larger.accepted())),
        when("tls.onlyInsideVpn", !anywhere(smaller).containsAll(anywhere(larger))));
  }

  private static Set<Tls.Protection> anywhere(Tls tls) {
    Set<Tls.Protection> all = EnumSet.copyOf(tls.accepted());
    all.addAll(tls.onlyInsideVpn());
    return all;
  }

  private static Stream<String> ofSessions(Sessions smaller, Sessions larger) {
    return Stream.of(
            when("sessions.maximumAge", longer(larger.maximumAge(), smaller.maximumAge())),
            when("sessions.resumption", longer(larger.resumption(), smaller.resumption())),
            when("sessions.keyUpdate", longer(larger.keyUpdate(), smaller.keyUpdate())))
        .flatMap(names -> names);
  }

  private static Stream<String> ofRevocation(Revocation smaller, Revocation larger) {
    return Stream.of(
            when("revocation.freshness", longer(larger.freshness(), smaller.freshness())),
            when("revocation.whenStale", larger.whenStale().compareTo(smaller.whenStale()) < 0),
            when(
                "revocation.dropSessionsWithin",
                longer(larger.dropSessionsWithin(), smaller.dropSessionsWithin())))
        .flatMap(names -> names);
  }

  /// Of evidence, the strongest counts: each kind has in it what those before it show.
  private static Stream<String> ofAcknowledgement(Acknowledgement smaller, Acknowledgement larger) {
    return Stream.concat(
        when("acknowledgement.receipts", !larger.receipts().containsAll(smaller.receipts())),
        when(
            "acknowledgement.evidence",
            strongest(larger.evidence()).compareTo(strongest(smaller.evidence())) < 0));
  }

  private static Stream<String> ofPerformance(Performance smaller, Performance larger) {
    return Stream.of(
            when("performance.enroll", longer(larger.enroll(), smaller.enroll())),
            when(
                "performance.publishStatus",
                longer(larger.publishStatus(), smaller.publishStatus())),
            when("performance.acknowledge", longer(larger.acknowledge(), smaller.acknowledge())),
            when(
                "performance.availability",
                larger.availability().compareTo(smaller.availability()) < 0))
        .flatMap(names -> names);
  }

  private static Evidence strongest(Set<Evidence> evidence) {
    return evidence.stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  private static Stream<String> when(String control, boolean weaker) {
    return weaker ? Stream.of(control) : Stream.empty();
  }

  private static boolean longer(Period one, Period other) {
    return REFERENCE.plus(one).isAfter(REFERENCE.plus(other));
  }

  private static boolean longer(Duration one, Duration other) {
    return one.compareTo(other) > 0;
  }
}
