package org.gridseal.web;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gridseal.authorisation.Effect;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.Identity;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Sfdi;

/// What a measure would do, as the API tells it beforehand.
///
/// @param lfdi by which the identity is known on the wire
/// @param sfdi 12 digits
/// @param device empty for an LFDI that nothing in the register has
/// @param dropSessionsWithin the tier's bound (ISO 8601); connections to this service end within
///   seconds
/// @param others what else the device can be known by, and stays so
/// @param objections why it cannot be done now
public record EffectView(
    String kind,
    String subject,
    String act,
    String lfdi,
    String sfdi,
    Optional<String> device,
    Optional<String> site,
    Optional<String> tier,
    MeasureView.NeededView needed,
    Duration dropSessionsWithin,
    List<OtherView> others,
    List<Problem.Item> objections) {

  /// @param certificate serial number, if it is one of ours
  /// @param state of the LFDI: `ALLOWED`, `SUSPENDED` or `DENIED`
  public record OtherView(
      String lfdi, Optional<String> certificate, Optional<Instant> notAfter, String state) {
    static OtherView of(Identity identity) {
      return new OtherView(
          identity.lfdi().toString(),
          identity.certificate().map(SerialNumber::toString),
          identity.notAfter(),
          identity.state().name());
    }
  }

  static EffectView of(Effect effect) {
    return new EffectView(
        MeasureView.kindOf(effect.target()),
        effect.target().toString(),
        MeasureView.nameOf(effect.act()),
        effect.lfdi().toString(),
        Sfdi.of(effect.lfdi()).display(),
        effect.holder().map(Holder::device).map(Object::toString),
        effect.holder().map(Holder::site).map(Object::toString),
        effect.policy().map(SecurityPolicy::tier).map(Enum::name),
        MeasureView.NeededView.of(effect.needed()),
        effect.dropWithin(),
        effect.others().stream().map(OtherView::of).toList(),
        effect.objections().stream().map(Problem.Item::of).toList());
  }
}
