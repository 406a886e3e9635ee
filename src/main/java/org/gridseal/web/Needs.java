package org.gridseal.web;

import java.util.Set;
import java.util.stream.Collectors;
import org.gridseal.policy.Controls;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.ApparentPower;

/// What the policy will ask of a site, in a person's words, before the site is submitted.
record Needs(String size, String tier, String approvals, String lifetime, String keys) {
  /// The certificate that nearly every device asks for (IEEE 2030.5-2018 §6.11).
  static final String DEVICE_PROFILE = "ieee2030.5-device";

  static Needs of(ApparentPower size, SecurityPolicy policy, ReviewTexts texts) {
    return new Needs(
        Amounts.of(size),
        tier(policy),
        approvals(policy.approvals().issue(), texts),
        Amounts.of(policy.certificate().lifetime(), texts),
        policy.controls().enrollment().keys().getOrDefault(DEVICE_PROFILE, Set.of()).stream()
            .map(Object::toString)
            .sorted()
            .collect(Collectors.joining(", ")));
  }

  static String tier(SecurityPolicy policy) {
    return policy.tier() + " · " + capitalized(policy.title());
  }

  static String capitalized(String title) {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }

  static String approvals(Controls.Approval approval, ReviewTexts texts) {
    String people = texts.people(approval.persons());
    return approval.including().isEmpty()
        ? people
        : texts.including(people, String.join(", ", approval.including()));
  }
}
