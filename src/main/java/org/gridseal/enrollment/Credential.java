package org.gridseal.enrollment;

import java.security.cert.X509Certificate;
import org.gridseal.policy.DeviceIdentityKind;
import org.gridseal.site.DeviceId;
import org.gridseal.x509.HardwareModuleName;

/// How whoever sends a request shows who it is. A credential is what was shown and believed;
/// whether the device behind it is registered is the next question.
public sealed interface Credential {
  DeviceIdentityKind kind();

  /// A manufacturer's certificate, its chain verified up to a registered root.
  ///
  /// @param attested whether that root vouches for keys that cannot leave their hardware
  record FactoryCertificate(HardwareModuleName name, boolean attested) implements Credential {
    @Override
    public DeviceIdentityKind kind() {
      return attested
          ? DeviceIdentityKind.ATTESTED_FACTORY_CERTIFICATE
          : DeviceIdentityKind.FACTORY_CERTIFICATE;
    }
  }

  /// A certificate of our own, its chain verified; whether it is revoked is looked up each time. It
  /// may have expired.
  record OperatorCertificate(X509Certificate certificate) implements Credential {
    @Override
    public DeviceIdentityKind kind() {
      return DeviceIdentityKind.OPERATOR_CERTIFICATE;
    }
  }

  /// A one-time code, typed in and not yet verified.
  record OneTimeCode(DeviceId device, String code) implements Credential {
    @Override
    public DeviceIdentityKind kind() {
      return DeviceIdentityKind.ONE_TIME_CODE;
    }

    /// Leaves the code out: a credential may end up in a message.
    @Override
    public String toString() {
      return "one-time code of device " + device;
    }
  }
}
