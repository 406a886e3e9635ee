package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Who says that all of it is true, and to which text they agreed.
///
/// @param textVersion version of the text that was shown
/// @param signature as the person gave it: a typed name, or a detached JWS
@Embeddable
public record Declaration(
    @Column(name = "declared_by") String name,
    @Column(name = "declared_as") String role,
    @Column(name = "declared_text") String textVersion,
    @Column(name = "declared_at") Instant time,
    @Nullable @Column(name = "declared_signature") String signature) {
  /// How far a person's clock may be ahead of ours.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  /// Times are kept to the millisecond, which every store and wire of ours can hold.
  public Declaration {
    time = time.truncatedTo(ChronoUnit.MILLIS);
  }

  void check(Findings findings, SiteRules rules) {
    findings.requireText(name, "name", 100);
    findings.requireText(role, "role", 64);
    findings.requireText(textVersion, "textVersion", 32);
    findings.requireTextOrNone(signature, "signature", 8192);
    findings.require(
        !time.isAfter(rules.now().plus(CLOCK_SKEW)),
        "time",
        "not-future",
        "give the time of the declaration, which cannot lie in the future");
  }
}
