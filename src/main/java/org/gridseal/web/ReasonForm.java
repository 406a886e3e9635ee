package org.gridseal.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Reason;
import org.gridseal.authorisation.Target;
import org.gridseal.authority.RevocationReason;
import org.gridseal.site.Findings;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// Why a measure is to be taken.
///
/// @param reason required to withdraw, because nobody can mend a wrong one later
record ReasonForm(@Nullable String reason) {
  /// What a certificate is suspended and restored for; RFC 5280 §5.3.1 leaves no choice.
  private static final String HOLD = RevocationReason.certificateHold.name();

  private static final String RELEASE = "removeFromCRL";

  static ReasonForm read(byte[] body) {
    if (body.length == 0) {
      return new ReasonForm(null);
    }
    var findings = new Findings();
    ReasonForm form = JsonForms.read(body, ReasonForm.class, findings);
    if (!findings.sound()) {
      throw new RefusedException(Problem.Kind.INVALID, findings.violations());
    }
    return form;
  }

  /// The reason for what is done to a target.
  Optional<String> of(Target target, Act act) {
    return target instanceof Target.OfCertificate ? ofCertificate(act) : ofUtility(act);
  }

  /// What can be given as one; nothing where there is no choice.
  static List<String> known(Target target, Act act) {
    if (target instanceof Target.OfCertificate) {
      return act == Act.WITHDRAW ? ofRevocation() : List.of();
    }
    return Reason.of(act).stream().map(Reason::name).toList();
  }

  /// The names of RFC 5280 §5.3.1 by which a certificate can be revoked for good.
  static List<String> ofRevocation() {
    return Arrays.stream(RevocationReason.values())
        .filter(RevocationReason::isForGood)
        .map(RevocationReason::name)
        .toList();
  }

  /// The reason for what is done to a certificate.
  Optional<String> ofCertificate(Act act) {
    return switch (act) {
      case WITHDRAW -> Optional.ofNullable(reason).filter(ofRevocation()::contains);
      case SUSPEND -> Optional.of(HOLD);
      case RESTORE -> Optional.of(RELEASE);
    };
  }

  /// The reason for what is done to anything but a certificate: one of ours.
  Optional<String> ofUtility(Act act) {
    return Optional.ofNullable(reason).flatMap(name -> Reason.named(name, act)).map(Reason::name);
  }

  static Violation unknown(Stream<String> known) {
    return new Violation(
        "/reason", "reason-known", "give one of " + known.collect(Collectors.joining(", ")));
  }

  static RefusedException refused(Stream<String> known) {
    return new RefusedException(Problem.Kind.INVALID, List.of(unknown(known)));
  }
}
