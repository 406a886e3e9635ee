package org.gridseal.site;

/// Where a registration stands. Devices may enroll at an approved site, and at no other.
public enum SiteState {
  /// Waits for reviewers.
  SUBMITTED,
  /// Waits for its installer, who must change something.
  RETURNED,
  APPROVED,
  /// Will not be built as it was submitted; its hardware may be registered again.
  REFUSED,
  /// Was approved and may be again.
  SUSPENDED,
  /// Is gone for good; its hardware may be registered again.
  RETIRED;

  /// Whether the site still holds on to its units and devices.
  boolean keepsHardware() {
    return this != REFUSED && this != RETIRED;
  }
}
