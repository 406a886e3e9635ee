package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Policies;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Site;
import org.gridseal.site.Voltage;

/// What the policy says of sites, in words for pages. The same book decides about registrations, so
/// what is shown before and what is decided after never differ.
@ApplicationScoped
class Tiers {
  private final Policies policies;
  private final ReviewTexts texts;

  Tiers(Policies policies, Words words) {
    this.policies = policies;
    this.texts = words.review();
  }

  /// Before the rest of the form is filled in.
  Needs needsOf(ApparentPower size, Voltage voltage) {
    return needsOf(new Connection(size, voltage));
  }

  Needs needsOf(Site site) {
    return needsOf(Connection.of(site.application()));
  }

  private Needs needsOf(Connection site) {
    return Needs.of(site.size(), policies.inForce().policyFor(site), texts);
  }

  /// The tier that was decided; with its title, as long as the policy still has it so.
  String titleOf(Site site) {
    SecurityPolicy policy = policies.inForce().policyFor(Connection.of(site.application()));
    return policy.tier().name().equals(site.tier()) ? Needs.tier(policy) : site.tier();
  }

  SecurityPolicy policyFor(Connection site) {
    return policies.inForce().policyFor(site);
  }

  /// The certificate profiles that some tier offers, the device's first.
  List<String> profiles() {
    return policies.inForce().enrollments().stream()
        .flatMap(enrollment -> enrollment.keys().keySet().stream())
        .distinct()
        .sorted((one, other) -> Boolean.compare(isDevice(other), isDevice(one)))
        .toList();
  }

  private static boolean isDevice(String profile) {
    return profile.equals(Needs.DEVICE_PROFILE);
  }
}
