package org.gridseal.authorisation;

import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.Lfdi;

/// What a measure is about. The two are different things: what becomes of a certificate, the world
/// learns by CRL and OCSP; what becomes of an LFDI, only this utility's own doors and head-end.
public sealed interface Target {
  /// A certificate that we issued.
  record OfCertificate(SerialNumber serialNumber) implements Target {
    @Override
    public String toString() {
      return serialNumber.toString();
    }
  }

  /// An identity, whoever issued the certificate that it names.
  record OfLfdi(Lfdi lfdi) implements Target {
    @Override
    public String toString() {
      return lfdi.toString();
    }
  }

  default Optional<SerialNumber> certificate() {
    return this instanceof OfCertificate(SerialNumber serialNumber)
        ? Optional.of(serialNumber)
        : Optional.empty();
  }

  default Optional<Lfdi> identity() {
    return this instanceof OfLfdi(Lfdi lfdi) ? Optional.of(lfdi) : Optional.empty();
  }
}
