package org.gridseal.policy;

import java.util.List;

/// What a change of the policy means for some sites, all alike.
///
/// @param before what they must meet now
/// @param after what they would have to meet
public record Move(Demand before, Demand after) {
  /// @param controls of the tier, with the overrides that hold there
  public record Demand(Tier tier, Controls controls) {
    public static Demand of(SecurityPolicy policy) {
      return new Demand(policy.tier(), policy.controls());
    }
  }

  public boolean isOfTier() {
    return before.tier() != after.tier();
  }

  /// Names of the controls that would demand more than they do, such as `wan.paths`: what these
  /// sites have to do.
  public List<String> tightened() {
    return Strength.weakened(after.controls(), before.controls());
  }

  /// Names of the controls that would demand less.
  public List<String> loosened() {
    return Strength.weakened(before.controls(), after.controls());
  }

  /// How many more people must agree to a site than have.
  public int approvals() {
    return Math.max(0, issuing(after) - issuing(before));
  }

  private static int issuing(Demand demand) {
    return demand.controls().approvals().issue().persons();
  }

  /// Whether the certificates in the field are not what would be issued: their lifetime is too
  /// long, or their keys are accepted no more.
  public boolean renews() {
    return tightened().stream()
        .anyMatch(
            name ->
                name.equals("certificate.lifetime")
                    || name.startsWith("enrollment.keys.")
                    || name.equals("enrollment.keyOrigins"));
  }
}
