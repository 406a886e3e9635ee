package org.gridseal.enrollment;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;

/// Lets a device revoke its own certificates, and nobody else's: who notices first that a key is
/// lost is often the device, or whoever services it.
public final class OwnRevocation {
  private final Holders holders;
  private final Certificates certificates;
  private final Withdrawal withdrawal;

  /// Revokes a certificate that exists, in the name of its device.
  @FunctionalInterface
  public interface Withdrawal {
    /// Returns when the revocation is durable, also if it had been before.
    void withdraw(SerialNumber serialNumber, RevocationReason reason, DeviceId by);
  }

  public OwnRevocation(Devices devices, Certificates certificates, Withdrawal withdrawal) {
    this.holders = new Holders(devices, certificates);
    this.certificates = certificates;
    this.withdrawal = withdrawal;
  }

  /// Revokes, if the certificate is the device's own.
  ///
  /// @param credential a certificate; a one-time code is for enrolling only
  /// @param issuerName the encoded name of the certificate's issuer
  /// @param reason a code of RFC 5280 §5.3.1
  /// @return false, and nothing is done, if it is not, or nobody knows the reason
  public boolean revoke(
      Credential credential, byte[] issuerName, BigInteger serialNumber, int reason) {
    if (credential instanceof Credential.OneTimeCode) {
      return false;
    }
    Optional<RevocationReason> why = RevocationReason.withCode(reason);
    Optional<KeptCertificate> own =
        SerialNumber.of(serialNumber)
            .flatMap(certificates::find)
            .filter(kept -> isIssuedBy(issuerName, kept) && isHeldBy(credential, kept));
    if (why.isEmpty() || own.isEmpty()) {
      return false;
    }
    withdrawal.withdraw(own.get().serialNumber(), why.get(), own.get().device());
    return true;
  }

  private static boolean isIssuedBy(byte[] issuerName, KeptCertificate kept) {
    return Arrays.equals(kept.certificate().getIssuerX500Principal().getEncoded(), issuerName);
  }

  private boolean isHeldBy(Credential credential, KeptCertificate kept) {
    return holders.of(credential).filter(it -> it.id().equals(kept.device())).isPresent();
  }
}
