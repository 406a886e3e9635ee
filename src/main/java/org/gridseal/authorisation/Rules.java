package org.gridseal.authorisation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gridseal.authorisation.CertificateRegister.State;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.Controls;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Violation;

/// What may be done to an identity now, who must agree, and what follows.
public final class Rules {
  private final Authorisations authorisations;
  private final CertificateRegister certificates;
  private final Identities identities;
  private final PolicyBook policies;

  public Rules(
      Authorisations authorisations,
      CertificateRegister certificates,
      Identities identities,
      PolicyBook policies) {
    this.authorisations = authorisations;
    this.certificates = certificates;
    this.identities = identities;
    this.policies = policies;
  }

  /// @return empty for a certificate that is not ours; any LFDI can be decided about, for a stolen
  ///   device may come before its registration does
  Optional<Effect> effectOf(Target target, Act act) {
    return lfdiOf(target).map(lfdi -> effectOf(target, act, lfdi));
  }

  private Optional<Lfdi> lfdiOf(Target target) {
    return switch (target) {
      case Target.OfLfdi(Lfdi lfdi) -> Optional.of(lfdi);
      case Target.OfCertificate(SerialNumber serialNumber) -> identities.lfdiOf(serialNumber);
    };
  }

  private Effect effectOf(Target target, Act act, Lfdi lfdi) {
    Optional<Holder> holder = identities.holderOf(target);
    List<Identity> all = holder.map(it -> identities.of(it.device())).orElse(List.of());
    Optional<SecurityPolicy> policy = holder.map(it -> policies.policyFor(it.connection()));
    // Nobody knows how large the site of a stranger is, so it is treated as the largest.
    Controls controls =
        policy.map(SecurityPolicy::controls).orElseGet(() -> policies.controls().getLast());
    Duration dropWithin = controls.revocation().dropSessionsWithin();
    return new Effect(
        target,
        act,
        lfdi,
        holder,
        policy,
        act.neededOf(controls.approvals()),
        dropWithin,
        all.stream().filter(identity -> !identity.lfdi().equals(lfdi)).toList(),
        objection(target, act, lfdi).stream().toList());
  }

  private Optional<Violation> objection(Target target, Act act, Lfdi lfdi) {
    return switch (target) {
      case Target.OfCertificate(SerialNumber serialNumber) ->
          toCertificate(act, certificates.stateOf(serialNumber), lfdi);
      case Target.OfLfdi(Lfdi itself) ->
          act.fits(stateOf(itself))
              ? Optional.empty()
              : violation("lfdi-state", "the LFDI is " + inWords(stateOf(itself)) + " already");
    };
  }

  private LfdiState stateOf(Lfdi lfdi) {
    return authorisations.historyOf(lfdi).stream()
        .findFirst()
        .map(Authorisations.Decided::state)
        .orElse(LfdiState.ALLOWED);
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
}
