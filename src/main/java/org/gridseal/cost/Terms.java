package org.gridseal.cost;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.policy.Controls;

/// Why a way of keeping in touch is not allowed under a tier's controls, or cannot be.
final class Terms {
  private final Controls controls;
  private final Usage usage;
  private final Duration idleTimeout;

  /// @param idleTimeout after which a listener closes what is silent
  Terms(Controls controls, Usage usage, Duration idleTimeout) {
    this.controls = controls;
    this.usage = usage;
    this.idleTimeout = idleTimeout;
  }

  /// A sentence for each obstacle; none if nothing stands in the way.
  List<String> against(SessionPlan plan) {
    return Stream.of(suite(plan), mode(plan)).flatMap(Optional::stream).toList();
  }

  private Optional<String> suite(SessionPlan plan) {
    Controls.Tls tls = controls.tls();
    if (tls.accepted().contains(plan.suite().protection())) {
      return Optional.empty();
    }
    if (!tls.onlyInsideVpn().contains(plan.suite().protection())) {
      return Optional.of("the tier does not accept this suite (tls.accepted)");
    }
    return plan.inTunnel()
        ? Optional.empty()
        : Optional.of("the tier accepts this suite inside a VPN only (tls.onlyInsideVpn)");
  }

  private Optional<String> mode(SessionPlan plan) {
    return switch (plan.mode()) {
      case FULL -> Optional.empty();
      case RESUMED -> resumed(plan.suite());
      case KEPT -> kept();
    };
  }

  private Optional<String> resumed(Suite suite) {
    Duration resumption = controls.sessions().resumption();
    if (!suite.resumable()) {
      return Optional.of("our listeners do not resume sessions of TLS 1.3");
    }
    if (resumption.isZero()) {
      return Optional.of("the tier lets no session be resumed (sessions.resumption)");
    }
    return resumption.compareTo(usage.poll()) <= 0
        ? Optional.of(
            "sessions may be resumed for %s, and polls are %s apart (sessions.resumption)"
                .formatted(resumption, usage.poll()))
        : Optional.empty();
  }

  private Optional<String> kept() {
    // No longer than sessions.maximumAge, or the file would contradict itself.
    Duration keys = controls.sessions().keyUpdate();
    if (usage.detaches()) {
      return Optional.of("the modem leaves the network between two polls");
    }
    if (idleTimeout.compareTo(usage.poll()) <= 0) {
      return Optional.of(
          "a listener closes what is silent for %s, and polls are %s apart (gridseal.device.idle-timeout)"
              .formatted(idleTimeout, usage.poll()));
    }
    return keys.compareTo(usage.poll()) <= 0
        ? Optional.of(
            "a connection keeps its keys for %s, and polls are %s apart (sessions.keyUpdate)"
                .formatted(keys, usage.poll()))
        : Optional.empty();
  }

  /// A certificate's life in days: a year has 365 and a month 30.
  static Duration days(Period period) {
    return Duration.ofDays(
        Math.max(1, period.getYears() * 365L + period.getMonths() * 30L + period.getDays()));
  }
}
