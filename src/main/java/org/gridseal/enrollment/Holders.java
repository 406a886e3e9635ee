package org.gridseal.enrollment;

import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.x509.HardwareModuleName;

/// Which registered device stands behind a credential.
final class Holders {
  private final Devices devices;
  private final Certificates certificates;

  Holders(Devices devices, Certificates certificates) {
    this.devices = devices;
    this.certificates = certificates;
  }

  /// @param credential a one-time code has been verified by the caller
  Optional<RegisteredDevice> of(Credential credential) {
    return switch (credential) {
      case Credential.FactoryCertificate(HardwareModuleName name, boolean attested) ->
          devices.find(Objections.identityOf(name));
      case Credential.OperatorCertificate(var certificate) ->
          certificates
              .find(new SerialNumber(certificate.getSerialNumber()))
              .flatMap(kept -> devices.find(kept.device()));
      case Credential.OneTimeCode code -> devices.find(code.device());
    };
  }
}
