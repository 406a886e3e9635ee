package org.gridseal;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gridseal.audit.Actor;
import org.gridseal.audit.Decided;
import org.gridseal.authorisation.Act;
import org.gridseal.authorisation.CertificateRegister;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificateProfile.Mark;
import org.gridseal.authority.OcspResponder.Status;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.Certificates;
import org.gridseal.revocation.Revocation;
import org.gridseal.revocation.Revocations;

/// The certificates of ours as whoever decides about identities sees them: between `authorisation`
/// and `revocation`, which know nothing of each other.
final class IssuedCertificates implements CertificateRegister {
  private final Certificates certificates;
  private final Revocations revocations;
  private final Revocation revocation;
  private final Set<String> irrevocable;

  /// @param profiles by which certificates are, or were, issued
  IssuedCertificates(
      Certificates certificates,
      Revocations revocations,
      Revocation revocation,
      Stream<CertificateProfile> profiles) {
    this.certificates = certificates;
    this.revocations = revocations;
    this.revocation = revocation;
    this.irrevocable =
        profiles
            .filter(profile -> profile.marks().contains(Mark.noRevAvail))
            .map(CertificateProfile::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public State stateOf(SerialNumber serialNumber) {
    return switch (revocations.statusOf(serialNumber)) {
      case Status.Unknown() -> State.UNKNOWN;
      case Status.Withdrawn(Revoked revoked) ->
          revoked.reason().isForGood() ? State.REVOKED : State.HELD;
      case Status.Good() ->
          certificates
                  .find(serialNumber)
                  .filter(kept -> irrevocable.contains(kept.profile()))
                  .isPresent()
              ? State.IRREVOCABLE
              : State.GOOD;
    };
  }

  @Override
  public boolean take(
      Act act, SerialNumber serialNumber, String reason, Actor by, Optional<Decided> decided) {
    return switch (act) {
      case WITHDRAW ->
          revocation.revokeWithin(serialNumber, RevocationReason.valueOf(reason), by, decided);
      case SUSPEND ->
          revocation.revokeWithin(serialNumber, RevocationReason.certificateHold, by, decided);
      case RESTORE -> revocation.releaseWithin(serialNumber, by, decided);
    };
  }

  @Override
  public void tell() {
    revocation.tell();
  }
}
