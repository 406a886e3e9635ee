package org.gridseal.authorisation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gridseal.policy.Controls.Approval;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;

/// What a measure would do, told before anybody agrees with it.
///
/// @param lfdi by which the identity is known on the wire
/// @param holder empty if nothing in the register has it; it is then treated as strictly as any
///   site
/// @param policy of the holder's site, if there is a holder
/// @param needed who must agree
/// @param dropWithin the longest that its open connections may last, as its tier says; ours end
///   within seconds
/// @param others what else the device can be known by, and stays so
/// @param objections why it cannot be done now; empty if it can
public record Effect(
    Target target,
    Act act,
    Lfdi lfdi,
    Optional<Holder> holder,
    Optional<SecurityPolicy> policy,
    Approval needed,
    Duration dropWithin,
    List<Identity> others,
    List<Violation> objections) {
  public Effect {
    others = List.copyOf(others);
    objections = List.copyOf(objections);
  }
}
