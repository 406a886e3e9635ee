package org.gridseal.authorisation;

import java.time.InstantSource;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Hash;
import org.gridseal.authorisation.Authorisations.Decided;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.Lfdi;

/// Does what enough people have agreed on, each kind in its own history, with the event about it,
/// in the transaction of the caller.
final class Taking {
  private final Authorisations authorisations;
  private final CertificateRegister certificates;
  private final AuditLog log;
  private final InstantSource time;

  Taking(
      Authorisations authorisations,
      CertificateRegister certificates,
      AuditLog log,
      InstantSource time) {
    this.authorisations = authorisations;
    this.certificates = certificates;
    this.log = log;
    this.time = time;
  }

  /// @return false if somebody else did something meanwhile; the caller then keeps nothing
  boolean take(Measure measure, Effect effect, Actor by) {
    return switch (measure.target()) {
      case Target.OfCertificate(SerialNumber serialNumber) ->
          certificates.take(measure.act(), serialNumber, measure.reason(), by);
      case Target.OfLfdi(Lfdi lfdi) -> {
        log.append(by, eventOf(measure, effect));
        yield authorisations.decide(lfdi, decisionOf(lfdi, measure, by));
      }
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

  private static Event eventOf(Measure measure, Effect effect) {
    String state = measure.act().state().name();
    return effect
        .holder()
        .<Event>map(
            holder ->
                new Event.LfdiDecided(
                    holder.site(),
                    holder.device(),
                    hashOf(effect.lfdi()),
                    measure.id(),
                    state,
                    measure.reason()))
        .orElseGet(
            () ->
                new Event.StrangerDecided(
                    hashOf(effect.lfdi()), measure.id(), state, measure.reason()));
  }

  /// The log names an LFDI by its hash.
  static Hash hashOf(Lfdi lfdi) {
    return Hash.ofLeaf(lfdi.bytes());
  }
}
