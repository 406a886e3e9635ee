package org.gridseal.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.Intervention;
import org.gridseal.authorisation.Target;

/// What is proposed over the API: previewed, checked, done or kept for others to agree with.
@RequestScoped
class Proposals {
  private final Intervention intervention;
  private final Caller caller;

  Proposals(Intervention intervention, Caller caller) {
    this.intervention = intervention;
    this.caller = caller;
  }

  /// @throws NotFoundException if there is no such target, or no act of that name
  EffectView effectOf(Target target, String act) {
    return intervention
        .effectOf(target, MeasureView.actNamed(act))
        .map(EffectView::of)
        .orElseThrow(NotFoundException::new);
  }

  /// @param body a [ReasonForm]
  /// @throws RefusedException if it gives no reason that fits, or it cannot be done
  Response propose(Target target, Act act, byte[] body) {
    String reason =
        ReasonForm.read(body)
            .of(target, act)
            .orElseThrow(() -> ReasonForm.refused(ReasonForm.known(target, act).stream()));
    return MeasureView.answer(intervention.propose(target, act, reason, caller.actor()));
  }
}
