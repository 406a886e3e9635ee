package org.gridseal.authorisation;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gridseal.authorisation.CertificateRegister.State;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.Connection;
import org.gridseal.policy.Controls;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.Question;
import org.gridseal.policy.Ruling;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.site.Violation;

/// What may be done now, who must agree, and what follows.
public final class Rules {
  private final Authorisations authorisations;
  private final CertificateRegister certificates;
  private final Identities identities;
  private final SiteRegister sites;
  private final Policies policies;
  private final OpenConnections connections;
  private final InstantSource time;

  public Rules(
      Authorisations authorisations,
      CertificateRegister certificates,
      Identities identities,
      SiteRegister sites,
      Policies policies,
      OpenConnections connections,
      InstantSource time) {
    this.authorisations = authorisations;
    this.certificates = certificates;
    this.identities = identities;
    this.sites = sites;
    this.policies = policies;
    this.connections = connections;
    this.time = time;
  }

  /// @return empty for a certificate that is not ours, and for a device or a site that nobody
  ///   registered; any LFDI can be decided about, for a stolen device may come before its
  ///   registration does
  Optional<Effect> effectOf(Target target, Act act) {
    return factsOf(target, act).map(facts -> effectOf(target, act, facts));
  }

  private Optional<Facts> factsOf(Target target, Act act) {
    return switch (target) {
      case Target.OfLfdi(Lfdi lfdi) ->
          Optional.of(ofIdentity(lfdi, identities.holderOf(lfdi), objectionTo(lfdi, act)));
      case Target.OfCertificate(SerialNumber serialNumber) ->
          identities.lfdiOf(serialNumber).map(lfdi -> ofCertificate(serialNumber, lfdi, act));
      case Target.OfDevice(DeviceId device) ->
          identities.holderOf(device).map(holder -> ofDevice(holder, act));
      case Target.OfSite(SiteId site) -> sites.find(site).map(premises -> ofSite(premises, act));
    };
  }

  private Effect effectOf(Target target, Act act, Facts facts) {
    PolicyBook book = policies.inForce();
    Optional<Ruling> ruling =
        facts
            .connection()
            .map(it -> book.answer(new Question.Measure(it, act.word(), time.instant())));
    // Nobody knows how large the site of a stranger is, so it is treated as the largest.
    Controls controls =
        ruling
            .map(Ruling::policy)
            .map(SecurityPolicy::controls)
            .orElseGet(() -> book.controls().getLast());
    return new Effect(
        target,
        act,
        facts.lfdi(),
        facts.holder(),
        facts.site(),
        ruling,
        act.neededOf(controls.approvals()),
        controls.revocation().dropSessionsWithin(),
        facts.connections(),
        facts.devices(),
        facts.along(),
        facts.others(),
        facts.objection().stream().toList());
  }

  private Facts ofIdentity(Lfdi lfdi, Optional<Holder> holder, Optional<Violation> objection) {
    List<Identity> all = holder.map(it -> identities.of(it.device())).orElse(List.of());
    return new Facts(
        Optional.of(lfdi),
        holder,
        holder.map(Holder::site),
        holder.map(Holder::connection),
        connections.showing(lfdi),
        0,
        List.of(),
        all.stream().filter(identity -> !identity.lfdi().equals(lfdi)).toList(),
        objection);
  }

  private Facts ofCertificate(SerialNumber serialNumber, Lfdi lfdi, Act act) {
    Optional<Holder> holder = identities.holderOf(serialNumber);
    Optional<Violation> objection =
        toCertificate(act, certificates.stateOf(serialNumber), lfdi)
            .or(() -> holder.flatMap(it -> toComingBackAlone(act, it)));
    return ofIdentity(lfdi, holder, objection);
  }

  private Facts ofDevice(Holder holder, Act act) {
    return new Facts(
        Optional.empty(),
        Optional.of(holder),
        Optional.of(holder.site()),
        Optional.of(holder.connection()),
        connections.of(holder.device()),
        1,
        identities.of(holder.device()),
        List.of(),
        toDevice(act, holder));
  }

  private Facts ofSite(Premises premises, Act act) {
    return new Facts(
        Optional.empty(),
        Optional.empty(),
        Optional.of(premises.site()),
        Optional.of(premises.connection()),
        connections.at(premises.site()),
        premises.devices(),
        identities.at(premises.site()),
        List.of(),
        toSite(act, premises.state()));
  }

  private Optional<Violation> objectionTo(Lfdi lfdi, Act act) {
    LfdiState state =
        authorisations.historyOf(lfdi).stream()
            .findFirst()
            .map(Authorisations.Decided::state)
            .orElse(LfdiState.ALLOWED);
    return act.fits(state)
        ? Optional.empty()
        : violation("lfdi-state", "the LFDI is " + inWords(state) + " already");
  }

  private static Optional<Violation> toCertificate(Act act, State state, Lfdi lfdi) {
    return switch (state) {
      case IRREVOCABLE ->
          violation(
              "certificate-revocable",
              "nobody who checks this certificate asks whether it is revoked (noRevAvail); deny its"
                  + " LFDI "
                  + lfdi
                  + " instead");
      case UNKNOWN -> violation("certificate-issued", "we did not issue this certificate");
      case REVOKED -> violation("not-revoked", "the certificate has been revoked before, for good");
      case HELD ->
          act == Act.SUSPEND
              ? violation("not-held", "the certificate is suspended already")
              : Optional.empty();
      case GOOD ->
          act == Act.RESTORE
              ? violation("held", "the certificate is not suspended")
              : Optional.empty();
    };
  }

  /// What was put on hold with its site or device comes back with it, and not alone.
  private static Optional<Violation> toComingBackAlone(Act act, Holder holder) {
    return act == Act.RESTORE && !holder.isLetIn()
        ? violation("site-open", "its site or its device is suspended; bring that back first")
        : Optional.empty();
  }

  private static Optional<Violation> toSite(Act act, SiteState state) {
    return act.siteStates().contains(state)
        ? Optional.empty()
        : violation("site-state", "the site is " + inWords(state));
  }

  /// A device cannot be suspended beside its site, for then nobody could say which of the two a
  /// certificate is to come back with.
  private static Optional<Violation> toDevice(Act act, Holder holder) {
    if (!holder.current()) {
      return violation("device-state", "the device is retired");
    }
    if (act != Act.WITHDRAW && holder.state() != SiteState.APPROVED) {
      return violation(
          "site-open", "its site is not approved; decide about the site, and its devices follow");
    }
    return switch (act) {
      case WITHDRAW -> toSite(act, holder.state());
      case SUSPEND ->
          holder.suspended()
              ? violation("device-state", "the device is suspended already")
              : Optional.empty();
      case RESTORE ->
          holder.suspended()
              ? Optional.empty()
              : violation("device-state", "the device is not suspended");
    };
  }

  private static String inWords(SiteState state) {
    return switch (state) {
      case SUBMITTED, RETURNED -> "not approved yet";
      case APPROVED -> "not suspended";
      case REFUSED -> "refused";
      case SUSPENDED -> "suspended already";
      case RETIRED -> "retired";
    };
  }

  private static String inWords(LfdiState state) {
    return switch (state) {
      case ALLOWED -> "allowed";
      case SUSPENDED -> "suspended";
      case DENIED -> "denied";
    };
  }

  private static Optional<Violation> violation(String rule, String sentence) {
    return Optional.of(new Violation("", rule, sentence));
  }

  /// What is known of a target, before the policy is asked; as in [Effect].
  private record Facts(
      Optional<Lfdi> lfdi,
      Optional<Holder> holder,
      Optional<SiteId> site,
      Optional<Connection> connection,
      long connections,
      int devices,
      List<Identity> along,
      List<Identity> others,
      Optional<Violation> objection) {}
}
