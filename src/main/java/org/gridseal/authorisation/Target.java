package org.gridseal.authorisation;

import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// What a measure is about. The first two are different things: what becomes of a certificate, the
/// world learns by CRL and OCSP; what becomes of an LFDI, only this utility's own doors and
/// head-end. A device and a site take their identities along, whatever those are.
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

  /// One device of a site.
  record OfDevice(DeviceId device) implements Target {
    @Override
    public String toString() {
      return device.toString();
    }
  }

  /// A site with all its devices.
  record OfSite(SiteId site) implements Target {
    @Override
    public String toString() {
      return site.toString();
    }
  }
}
