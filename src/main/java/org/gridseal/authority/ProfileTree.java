package org.gridseal.authority;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gridseal.authority.CertificateProfile.Constraints;
import org.gridseal.authority.CertificateProfile.KeyUsages.Bit;
import org.gridseal.authority.CertificateProfile.PolicyIdentifiers;

/// What profiles say against each other: each is issued under another, which must be able to.
public final class ProfileTree {
  private static final String ANY_POLICY = "2.5.29.32.0";
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final Map<String, CertificateProfile> profiles;

  private ProfileTree(Map<String, CertificateProfile> profiles) {
    this.profiles = profiles;
  }

  /// A sentence for each fault, beginning with the name of the profile; none when all is well.
  public static List<String> breachesIn(List<CertificateProfile> profiles) {
    var tree = new ProfileTree(CertificateProfile.byName(profiles));
    return profiles.stream()
        .filter(profile -> !profile.isSelfIssued())
        .flatMap(profile -> tree.breachesOf(profile).map(it -> profile.name() + ": " + it))
        .toList();
  }

  private Stream<String> breachesOf(CertificateProfile profile) {
    CertificateProfile issuer = profiles.get(profile.issuer());
    if (issuer == null || !issuer.isAuthority()) {
      return Stream.of("its issuer is no CA among the profiles");
    }
    return Stream.of(
            new Fault(!leadsToARoot(profile), "its issuers lead to no root"),
            new Fault(!profile.isAuthority() && issuer.isSelfIssued(), "a root certifies CAs only"),
            new Fault(
                !carriesAll(issuer, profile),
                "its issuer lacks one of its policies, so it is lost on the way up (RFC 5280 §6.1.3)"),
            new Fault(
                profile.isAuthority() && !mayCertify(issuer, profile),
                "its issuer allows no such CA below it (RFC 5280 §4.2.1.9)"),
            new Fault(
                profile.namesRevocationList() && !issuer.keyUsage().bits().contains(Bit.cRLSign),
                "its issuer signs no CRL (RFC 5280 §4.2.1.3)"),
            new Fault(outlives(profile, issuer), "it may live longer than its issuer"),
            new Fault(
                profile.forTests() && !profile.isAuthority() && !issuer.forTests(),
                "what is for tests is issued by a CA for tests"),
            new Fault(
                !profile.forTests() && issuer.forTests(), "a CA for tests issues for tests only"))
        .filter(Fault::holds)
        .map(Fault::sentence);
  }

  private static boolean carriesAll(CertificateProfile issuer, CertificateProfile profile) {
    List<String> carried = policies(issuer);
    return carried.contains(ANY_POLICY) || carried.containsAll(policies(profile));
  }

  private boolean leadsToARoot(CertificateProfile profile) {
    return Stream.iterate(
                profile, it -> it != null && !it.isSelfIssued(), it -> profiles.get(it.issuer()))
            .limit(profiles.size())
            .count()
        < profiles.size();
  }

  /// Each CA must allow fewer below it than the one above.
  private static boolean mayCertify(CertificateProfile issuer, CertificateProfile profile) {
    return pathLength(profile) < pathLength(issuer) || pathLength(issuer) == NO_LIMIT;
  }

  private static int pathLength(CertificateProfile profile) {
    return profile.basicConstraints().flatMap(Constraints::pathLength).orElse(NO_LIMIT);
  }

  private static List<String> policies(CertificateProfile profile) {
    return profile.certificatePolicies().map(PolicyIdentifiers::oids).orElse(List.of());
  }

  private static boolean outlives(CertificateProfile profile, CertificateProfile issuer) {
    LocalDate from = LocalDate.EPOCH;
    return from.plus(profile.validity().maximum()).isAfter(from.plus(issuer.validity().maximum()));
  }

  private record Fault(boolean holds, String sentence) {}
}
