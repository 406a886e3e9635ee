package org.gridseal.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.gridseal.policy.Controls.Approvals;
import org.gridseal.policy.Controls.Certificate;
import org.gridseal.policy.Controls.Enrollment.Linking;
import org.gridseal.site.Violation;

/// What one site must meet, and why.
///
/// @param title the tier's name for people
/// @param rules stable names of the rules that led to the tier, in the order in which they applied
public record SecurityPolicy(Tier tier, String title, List<String> rules, Controls controls) {
  public SecurityPolicy {
    rules = List.copyOf(rules);
  }

  public Approvals approvals() {
    return controls.approvals();
  }

  public Certificate certificate() {
    return controls.certificate();
  }

  /// Decides whether a device under this policy may have a certificate.
  ///
  /// @param key empty for a key of any kind that no policy knows
  /// @param profile name of the certificate profile asked for
  /// @param linked whether the request was signed for the very connection that it came over
  public Decision decideEnrollment(
      Optional<KeyAlgorithm> key, String profile, DeviceIdentityKind identity, boolean linked) {
    List<Violation> violations = new ArrayList<>();
    violationOfIdentity(identity).ifPresent(violations::add);
    violationOfProfile(profile).or(() -> violationOfKey(key, profile)).ifPresent(violations::add);
    violationOfLinking(linked).ifPresent(violations::add);
    return violations.isEmpty() ? new Decision.Permitted(this) : new Decision.Refused(violations);
  }

  private Optional<Violation> violationOfIdentity(DeviceIdentityKind identity) {
    Set<DeviceIdentityKind> accepted = controls.enrollment().identities();
    return accepted.contains(identity)
        ? Optional.empty()
        : violation("device-identity", "enroll with " + either(accepted));
  }

  private Optional<Violation> violationOfProfile(String profile) {
    Set<String> offered = controls.enrollment().keys().keySet();
    return offered.contains(profile)
        ? Optional.empty()
        : violation("certificate-profile", "ask for the profile " + either(offered));
  }

  private Optional<Violation> violationOfKey(Optional<KeyAlgorithm> key, String profile) {
    Set<KeyAlgorithm> accepted = controls.enrollment().keys().getOrDefault(profile, Set.of());
    return key.filter(accepted::contains).isPresent()
        ? Optional.empty()
        : violation("key-algorithm", "make a new key on " + either(accepted));
  }

  private Optional<Violation> violationOfLinking(boolean linked) {
    return linked || controls.enrollment().linking() == Linking.OPTIONAL
        ? Optional.empty()
        : violation(
            "request-linked",
            "put this connection's tls-unique (TLS 1.2) or tls-exporter (TLS 1.3) into the"
                + " challenge password, over a listener that supports it");
  }

  private Optional<Violation> violation(String rule, String advice) {
    String sentence = "%s (tier %s, %s)".formatted(advice, tier, title);
    return Optional.of(new Violation("", rule, sentence));
  }

  /// In a fixed order, so that the same refusal always reads the same.
  private static String either(Set<?> choices) {
    return choices.stream().map(Object::toString).sorted().collect(Collectors.joining(" or "));
  }
}
