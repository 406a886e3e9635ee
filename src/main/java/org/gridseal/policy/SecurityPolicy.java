package org.gridseal.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.policy.Controls.Approvals;
import org.gridseal.policy.Controls.Certificate;
import org.gridseal.policy.Controls.Enrollment.Linking;
import org.gridseal.policy.Controls.Tls.Protection;
import org.gridseal.policy.Controls.Wan.Path;
import org.gridseal.site.Violation;

/// What one site must meet, and why.
///
/// @param title the tier's name for people
/// @param rules stable names of the rules that led to the tier, in the order in which they applied
public record SecurityPolicy(Tier tier, String title, List<String> rules, Controls controls) {
  /// The names that rules of a file cannot have.
  static final Set<String> RULES =
      Stream.concat(
              Stream.of(
                  "device-identity",
                  "certificate-profile",
                  "key-algorithm",
                  "key-origin",
                  "certificate-not-expired",
                  "renewal-window",
                  "request-linked",
                  "wan-path",
                  "tls-protection"),
              Stream.of("size", "voltage", "aggregate-size", "largest-site", "aggregator-minimum")
                  .flatMap(
                      name -> Stream.of(Tier.values()).map(tier -> name + "-" + tier.suffix())))
          .collect(Collectors.toUnmodifiableSet());

  public SecurityPolicy {
    rules = List.copyOf(rules);
  }

  public Approvals approvals() {
    return controls.approvals();
  }

  public Certificate certificate() {
    return controls.certificate();
  }

  /// Whatever stands against a certificate for a device under this policy.
  Stream<Violation> violationsOf(Proposal proposal, Instant at) {
    return Stream.of(
            violationOfIdentity(proposal.identity()),
            violationOfProfile(proposal.profile()).or(() -> violationOfKey(proposal)),
            violationOfOrigin(proposal.origin()),
            violationOfLinking(proposal.linked()),
            violationOfPath(proposal.paths()),
            violationOfProtection(proposal),
            violationOfAge(proposal.expiredFor(at)),
            violationOfWindow(proposal, at))
        .flatMap(Optional::stream);
  }

  /// That of a rule which refuses.
  Violation violation(BookRule rule) {
    return violation(rule.name(), Objects.requireNonNull(rule.refuse(), "it is no rule on tiers"))
        .orElseThrow();
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

  private Optional<Violation> violationOfKey(Proposal proposal) {
    Set<KeyAlgorithm> accepted =
        controls.enrollment().keys().getOrDefault(proposal.profile(), Set.of());
    return proposal.key().filter(accepted::contains).isPresent()
        ? Optional.empty()
        : violation("key-algorithm", "make a new key on " + either(accepted));
  }

  private Optional<Violation> violationOfOrigin(KeyOrigin origin) {
    return controls.enrollment().keyOrigins().contains(origin)
        ? Optional.empty()
        : violation("key-origin", "make the key in the device, and ask with simpleenroll");
  }

  private Optional<Violation> violationOfAge(Duration expiredFor) {
    return expiredFor.compareTo(controls.certificate().graceAfterExpiry()) <= 0
        ? Optional.empty()
        : violation(
            "certificate-not-expired",
            "the certificate shown has expired; enroll as at the first time");
  }

  /// A certificate that lasts longer than the tier gives one today is replaced at any time: the
  /// site has grown since, or the policy has.
  private Optional<Violation> violationOfWindow(Proposal proposal, Instant at) {
    return proposal
        .renewed()
        .map(Proposal.Current::until)
        .filter(until -> until.isAfter(after(at, controls.certificate().renewalWindow())))
        .filter(until -> !until.isAfter(after(at, controls.certificate().lifetime())))
        .flatMap(
            until ->
                violation(
                    "renewal-window",
                    "keep the certificate shown, and renew it from %s on"
                        .formatted(before(until, controls.certificate().renewalWindow()))));
  }

  private static Instant after(Instant at, Period period) {
    return at.atOffset(ZoneOffset.UTC).plus(period).toInstant();
  }

  private static Instant before(Instant at, Period period) {
    return at.atOffset(ZoneOffset.UTC).minus(period).toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  private Optional<Violation> violationOfPath(Set<Path> paths) {
    Set<Path> accepted = controls.wan().paths();
    return Collections.disjoint(accepted, paths)
        ? violation("wan-path", "connect by " + either(accepted))
        : Optional.empty();
  }

  private Optional<Violation> violationOfLinking(boolean linked) {
    return linked || controls.enrollment().linking() == Linking.OPTIONAL
        ? Optional.empty()
        : violation(
            "request-linked",
            "put this connection's tls-unique (TLS 1.2) or tls-exporter (TLS 1.3) into the"
                + " challenge password, over a listener that supports it");
  }

  private Optional<Violation> violationOfProtection(Proposal proposal) {
    Set<Protection> accepted = acceptedOver(proposal.paths());
    return proposal.protection().filter(accepted::contains).isPresent()
        ? Optional.empty()
        : violation("tls-protection", "connect with " + either(accepted));
  }

  private Set<Protection> acceptedOver(Set<Path> paths) {
    if (paths.stream().noneMatch(Path::isVpn)) {
      return controls.tls().accepted();
    }
    Set<Protection> all = EnumSet.copyOf(controls.tls().accepted());
    all.addAll(controls.tls().onlyInsideVpn());
    return all;
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
