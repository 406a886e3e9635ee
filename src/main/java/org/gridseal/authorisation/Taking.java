package org.gridseal.authorisation;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.authorisation.Authorisations.Decided;
import org.gridseal.authorisation.CertificateRegister.State;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Does what enough people have agreed on, each kind in its own history, with the event about it,
/// in the transaction of the caller.
final class Taking {
  private final Authorisations authorisations;
  private final CertificateRegister certificates;
  private final SiteRegister sites;
  private final AuditLog log;
  private final InstantSource time;

  Taking(
      Authorisations authorisations,
      CertificateRegister certificates,
      SiteRegister sites,
      AuditLog log,
      InstantSource time) {
    this.authorisations = authorisations;
    this.certificates = certificates;
    this.sites = sites;
    this.log = log;
    this.time = time;
  }

  /// @return false if somebody else did something meanwhile; the caller then keeps nothing
  boolean take(Measure measure, Effect effect, Actor by) {
    return switch (measure.target()) {
      case Target.OfCertificate(SerialNumber serialNumber) ->
          certificates.take(measure.act(), serialNumber, measure.reason(), by, effect.decided());
      case Target.OfLfdi(Lfdi lfdi) -> {
        log.append(by, eventOf(lfdi, measure, effect), effect.decided());
        yield authorisations.decide(lfdi, decisionOf(lfdi, measure, by));
      }
      case Target.OfDevice _, Target.OfSite _ -> takeWithIdentities(measure, effect, by);
    };
  }

  /// Tells the world about certificates, after the commit.
  void tell() {
    certificates.tell();
  }

  private Decided decisionOf(Lfdi lfdi, Measure measure, Actor by) {
    int last = authorisations.historyOf(lfdi).stream().mapToInt(Decided::step).max().orElse(0);
    return new Decided(
        last + 1,
        measure.act().state(),
        measure.reason(),
        measure.id(),
        by.subject(),
        time.instant());
  }

  private static Event eventOf(Lfdi lfdi, Measure measure, Effect effect) {
    String state = measure.act().state().name();
    return effect
        .holder()
        .<Event>map(
            holder ->
                new Event.LfdiDecided(
                    holder.site(),
                    holder.device(),
                    Hash.ofLeaf(lfdi.bytes()),
                    measure.id(),
                    state,
                    measure.reason()))
        .orElseGet(
            () ->
                new Event.StrangerDecided(
                    Hash.ofLeaf(lfdi.bytes()), measure.id(), state, measure.reason()));
  }

  /// A device or a site. What no certificate of ours vouches for follows from their state, which
  /// whoever lets somebody in looks at; of our certificates the world is told
  /// (docs/decisions/0038).
  private boolean takeWithIdentities(Measure measure, Effect effect, Actor by) {
    // First, so that no certificate is kept between this and the look at those that are there.
    sites.lock(measure.target());
    log.append(by, eventOf(measure, effect), effect.decided());
    if (!sites.take(measure.act(), measure.target(), time.instant())) {
      return false;
    }
    switch (measure.act()) {
      case WITHDRAW ->
          live(measure).stream()
              .filter(each -> isIn(each, State.GOOD, State.HELD))
              .forEach(each -> take(measure, each, revocationOf(measure), by));
      case SUSPEND -> {
        String hold = RevocationReason.certificateHold.name();
        sites.remember(
            measure.id(),
            live(measure).stream()
                .filter(each -> isIn(each, State.GOOD))
                .filter(each -> take(measure, each, hold, by))
                .toList());
      }
      case RESTORE ->
          sites.heldWith(measure.target()).stream()
              .filter(each -> isIn(each, State.HELD))
              .forEach(each -> take(measure, each, measure.reason(), by));
    }
    return true;
  }

  private boolean isIn(SerialNumber serialNumber, State... states) {
    return List.of(states).contains(certificates.stateOf(serialNumber));
  }

  private List<SerialNumber> live(Measure measure) {
    return sites.certificatesOf(measure.target(), time.instant());
  }

  /// @return false if somebody revoked it meanwhile, which serves as well
  private boolean take(Measure measure, SerialNumber serialNumber, String reason, Actor by) {
    return certificates.take(measure.act(), serialNumber, reason, by, Optional.empty());
  }

  private static String revocationOf(Measure measure) {
    RevocationReason reason =
        measure.reason().equals(Reason.keyCompromise.name())
            ? RevocationReason.keyCompromise
            : RevocationReason.cessationOfOperation;
    return reason.name();
  }

  private static Event eventOf(Measure measure, Effect effect) {
    SiteId site = effect.site().orElseThrow();
    String reason = measure.reason();
    String state = measure.act().siteState().name();
    return measure.target() instanceof Target.OfDevice(DeviceId device)
        ? new Event.DeviceDecided(site, device, measure.id(), state, reason)
        : new Event.SiteDecided(site, measure.id(), state, reason);
  }

  /// The log names an LFDI by its hash, and what a proposal is about in the same way.
  static Hash hashOf(Effect effect) {
    return Hash.ofLeaf(
        switch (effect.target()) {
          case Target.OfDevice(DeviceId device) -> octets(device.value());
          case Target.OfSite(SiteId site) -> octets(site.value());
          case Target.OfLfdi _, Target.OfCertificate _ -> effect.lfdi().orElseThrow().bytes();
        });
  }

  private static byte[] octets(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }
}
