package org.gridseal.policy;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import java.util.Locale;

/// How an enrolling device shows who it is.
@EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
public enum DeviceIdentityKind {
  /// A certificate put in at manufacture: an IDevID (IEEE 802.1AR-2018) or a device certificate of
  /// an IEEE 2030.5 manufacturing PKI.
  FACTORY_CERTIFICATE,

  /// The same, under a manufacturer root that is recorded as certifying only keys which were born
  /// in an HSM or TPM and cannot leave it.
  ATTESTED_FACTORY_CERTIFICATE,

  /// The device's current certificate from our own CA, an LDevID (IEEE 802.1AR-2018).
  OPERATOR_CERTIFICATE,

  /// A code shown once to a person, good for one device and one enrollment.
  ONE_TIME_CODE;

  /// As written in policy files: `factory-certificate`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
