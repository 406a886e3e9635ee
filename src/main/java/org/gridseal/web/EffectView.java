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
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;
import org.gridseal.site.SiteId;

/// What a measure would do, as the API tells it beforehand.
///
/// @param kind `certificate`, `lfdi`, `device` or `site`
/// @param lfdi by which an identity is known on the wire; empty for a device and a site
/// @param sfdi 12 digits
/// @param device empty for a site, and for an LFDI that nothing in the register has
/// @param dropSessionsWithin the tier's bound (ISO 8601); connections to this service end within
///   seconds
/// @param connectionsAtThisReplica that are open now and would end; what other replicas have open
///   is not known here, and ends within seconds, too
/// @param devices how many a site takes along
/// @param along what a device or a site takes along, a thousand at most
/// @param others what else the device can be known by, and stays so
/// @param objections why it cannot be done now
public record EffectView(
    String kind,
    String subject,
    String act,
    Optional<String> lfdi,
    Optional<String> sfdi,
    Optional<String> device,
    Optional<String> site,
    Optional<String> tier,
    MeasureView.NeededView needed,
    Duration dropSessionsWithin,
    long connectionsAtThisReplica,
    int devices,
    List<OtherView> along,
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
        effect.lfdi().map(Lfdi::toString),
        effect.lfdi().map(lfdi -> Sfdi.of(lfdi).display()),
        effect.holder().map(Holder::device).map(Object::toString),
        effect.site().map(SiteId::toString),
        effect.policy().map(SecurityPolicy::tier).map(Enum::name),
        MeasureView.NeededView.of(effect.needed()),
        effect.dropWithin(),
        effect.connections(),
        effect.devices(),
        effect.along().stream().map(OtherView::of).toList(),
        effect.others().stream().map(OtherView::of).toList(),
        effect.objections().stream().map(Problem.Item::of).toList());
  }
}
