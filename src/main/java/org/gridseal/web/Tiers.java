package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.gridseal.policy.Connection;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.ApparentPower;
import org.gridseal.site.Site;
import org.gridseal.site.Voltage;

/// What the policy says of sites, in words for pages. The same book decides about registrations, so
/// what is shown before and what is decided after never differ.
@ApplicationScoped
class Tiers {
  private final PolicyBook policies;
  private final ReviewTexts texts;

  Tiers(PolicyBook policies, Words words) {
    this.policies = policies;
    this.texts = words.review();
  }

  Needs needsOf(ApparentPower size, Voltage voltage) {
    return Needs.of(size, policies.policyFor(new Connection(size, voltage)), texts);
  }

  /// The tier that was decided; with its title, as long as the policy still has it so.
  String titleOf(Site site) {
    Voltage voltage = site.application().particulars().grid().pccVoltage();
    SecurityPolicy policy = policies.policyFor(new Connection(site.size(), voltage));
    return policy.tier().name().equals(site.tier()) ? Needs.tier(policy) : site.tier();
  }

  /// The certificate profiles that some tier offers, the device's first.
  List<String> profiles() {
    return policies.enrollments().stream()
        .flatMap(enrollment -> enrollment.keys().keySet().stream())
        .distinct()
        .sorted((one, other) -> Boolean.compare(isDevice(other), isDevice(one)))
        .toList();
  }

  private static boolean isDevice(String profile) {
    return profile.equals(Needs.DEVICE_PROFILE);
  }
}
