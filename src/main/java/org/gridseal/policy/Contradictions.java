package org.gridseal.policy;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.policy.Controls.Certificate;
import org.gridseal.policy.Controls.Sessions;
import org.gridseal.policy.Controls.Tls;

/// Finds controls of one tier that cannot all be meant.
final class Contradictions {
  /// A session should be resumed for no longer than this (RFC 5246 §F.1.4).
  private static final Duration LONGEST_RESUMPTION = Duration.ofHours(24);

  /// Periods are compared from here: a day in a leap year, so that P1Y counts as its longer form.
  private static final LocalDate REFERENCE = LocalDate.of(2024, 1, 1);

  private Contradictions() {}

  /// A sentence for each; none when all is well.
  static List<String> of(Controls controls) {
    return Stream.of(
            ofCertificate(controls.certificate()),
            ofTls(controls.tls()),
            ofSessions(controls.sessions()),
            ofRevocation(controls))
        .flatMap(sentences -> sentences)
        .toList();
  }

  private static Stream<String> ofCertificate(Certificate certificate) {
    return Stream.concat(
        when(
            shorter(certificate.lifetime(), certificate.renewalWindow()),
            "the renewal window is longer than the certificate's lifetime"),
        when(
            !shorter(certificate.lfdiOverlap(), certificate.renewalWindow()),
            "the old LFDI outlives the renewal window"));
  }

  private static Stream<String> ofTls(Tls tls) {
    return Stream.concat(
        when(
            !Collections.disjoint(tls.accepted(), tls.onlyInsideVpn()),
            "a protection is both accepted everywhere and accepted only inside a VPN"),
        when(
            !tls.accepted().contains(tls.preferred()),
            "the preferred protection is not among the accepted ones"));
  }

  private static Stream<String> ofSessions(Sessions sessions) {
    return Stream.concat(
        when(
            sessions.resumption().compareTo(LONGEST_RESUMPTION) > 0,
            "sessions may be resumed for 24 hours at most (RFC 5246 §F.1.4)"),
        when(
            sessions.keyUpdate().compareTo(sessions.maximumAge()) > 0,
            "keys are updated later than the session ends"));
  }

  private static Stream<String> ofRevocation(Controls controls) {
    Duration drop = controls.revocation().dropSessionsWithin();
    return when(
        drop.compareTo(controls.sessions().maximumAge()) > 0,
        "a revoked device keeps its session for longer than any session lives");
  }

  private static Stream<String> when(boolean contradicts, String sentence) {
    return contradicts ? Stream.of(sentence) : Stream.empty();
  }

  private static boolean shorter(Period one, Period other) {
    return REFERENCE.plus(one).isBefore(REFERENCE.plus(other));
  }
}
