package org.gridseal.authority;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.authority.CertificateProfile.Constraints;
import org.gridseal.authority.CertificateProfile.PolicyIdentifiers;
import org.gridseal.lint.Finding;
import org.gridseal.lint.Lint;
import org.gridseal.lint.Role;
import org.gridseal.lint.Specimen;

/// Reads a draft back before anybody signs it, and holds it against RFC 5280, IEEE 2030.5 and its
/// profile. Nothing becomes a draft without it.
final class DraftCheck {
  /// The path length of an authority for devices (IEEE 2030.5-2018 §6.11.2).
  private static final int DEEPEST = 0;

  private DraftCheck() {}

  /// Gives back what passes.
  ///
  /// @param toBeSigned a TBSCertificate (RFC 5280 §4.1)
  /// @throws IllegalStateException naming each rule and each field that is broken
  static byte[] passed(CertificateProfile profile, byte[] toBeSigned) {
    Specimen draft = Specimen.ofDraft(toBeSigned);
    Stream<String> rules = Lint.errorsInDraft(draft, roleOf(profile)).stream().map(Finding::name);
    Stream<String> fields = Conformance.deviations(profile, draft).stream();
    String broken = Stream.concat(rules, fields).collect(Collectors.joining(", "));
    if (!broken.isEmpty()) {
      throw new IllegalStateException("a draft for " + profile.name() + " breaks " + broken);
    }
    return toBeSigned;
  }

  /// What its certificates are for, as far as the rules of standards differ.
  static Role roleOf(CertificateProfile profile) {
    if (!profile.family().isIeee20305()) {
      return Role.OTHER;
    }
    if (profile.isAuthority()) {
      return authority(profile);
    }
    return policies(profile).contains(Family.SERVICE_PROVIDER) ? Role.SERVICE : Role.DEVICE;
  }

  private static Role authority(CertificateProfile profile) {
    if (profile.isSelfIssued()) {
      return Role.SERCA;
    }
    return profile
        .basicConstraints()
        .flatMap(Constraints::pathLength)
        .filter(length -> length == DEEPEST)
        .map(length -> Role.MICA)
        .orElse(Role.MCA);
  }

  private static List<String> policies(CertificateProfile profile) {
    return profile.certificatePolicies().map(PolicyIdentifiers::oids).orElse(List.of());
  }
}
