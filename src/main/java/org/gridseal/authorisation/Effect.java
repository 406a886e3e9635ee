package org.gridseal.authorisation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gridseal.audit.Decided;
import org.gridseal.policy.Controls.Approval;
import org.gridseal.policy.Ruling;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.Violation;

/// What a measure would do, told before anybody agrees with it.
///
/// @param lfdi by which an identity is known on the wire; empty for a device and a site
/// @param holder the device behind it, if there is one; an identity that nothing in the register
///   has is treated as strictly as any site
/// @param site of the holder, or that it is about
/// @param ruling of the policy of that site
/// @param needed who must agree
/// @param dropWithin the longest that its open connections may last, as its tier says; ours end
///   within seconds
/// @param connections that are open at this replica and would end, as far as is known whose they
///   are
/// @param devices that a site takes along
/// @param along what a device or a site takes along: its identities, a thousand at most
/// @param others what else the device behind an identity can be known by, and stays so
/// @param objections why it cannot be done now; empty if it can
public record Effect(
    Target target,
    Act act,
    Optional<Lfdi> lfdi,
    Optional<Holder> holder,
    Optional<SiteId> site,
    Optional<Ruling> ruling,
    Approval needed,
    Duration dropWithin,
    long connections,
    int devices,
    List<Identity> along,
    List<Identity> others,
    List<Violation> objections) {
  public Effect {
    along = List.copyOf(along);
    others = List.copyOf(others);
    objections = List.copyOf(objections);
  }

  /// What the site must meet.
  public Optional<SecurityPolicy> policy() {
    return ruling.map(Ruling::policy);
  }

  /// That the policy decided who must agree; empty for whom it knows no site of.
  Optional<Decided> decided() {
    return site.flatMap(it -> ruling.map(by -> new Decided(it, by)));
  }
}
