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

  /// @param shown the certificate of ours by which it was found
  record Holder(RegisteredDevice device, Optional<KeptCertificate> shown) {
    private Holder(RegisteredDevice device) {
      this(device, Optional.empty());
    }
  }

  /// @param credential a one-time code has been verified by the caller
  Optional<RegisteredDevice> of(Credential credential) {
    return behind(credential).map(Holder::device);
  }

  /// The same, with what was looked up on the way.
  Optional<Holder> behind(Credential credential) {
    return switch (credential) {
      case Credential.FactoryCertificate(HardwareModuleName name, boolean attested) ->
          devices.find(Objections.identityOf(name)).map(Holder::new);
      case Credential.OperatorCertificate(var certificate) ->
          certificates
              .find(new SerialNumber(certificate.getSerialNumber()))
              .flatMap(
                  kept ->
                      devices
                          .find(kept.device())
                          .map(device -> new Holder(device, Optional.of(kept))));
      case Credential.OneTimeCode code -> devices.find(code.device()).map(Holder::new);
    };
  }
}
