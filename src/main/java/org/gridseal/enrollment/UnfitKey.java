package org.gridseal.enrollment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.lint.Lint;
import org.gridseal.site.Violation;
import org.gridseal.x509.SubjectKey;

/// What stands against certifying a key that no policy can know of.
final class UnfitKey {
  private UnfitKey() {}

  /// @return empty if nothing stands against it
  static Optional<Outcome> refusalOf(CertificateProfile profile, SubjectKey key) {
    if (Lint.isCompromised(key.encoded())) {
      return refused(
          "key-not-published",
          "make a new key; the private half of this one is known to everybody");
    }
    // The policy of a tier may offer a curve that the profile does not have.
    return profile.keys().contains(key.kind().toString())
        ? Optional.empty()
        : refused(
            "profile-key",
            profile.keys().stream()
                .sorted()
                .collect(Collectors.joining(" or ", "make a key on ", "")));
  }

  private static Optional<Outcome> refused(String rule, String sentence) {
    return Optional.of(new Outcome.Refused(List.of(new Violation("", rule, sentence))));
  }
}
