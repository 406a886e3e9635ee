package org.gridseal.authorisation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Which device stands behind an identity, and which identities a device has. Each answer is fresh.
public interface Identities {
  /// @return empty for an LFDI that nothing in the register has
  Optional<Holder> holderOf(Lfdi lfdi);

  Optional<Holder> holderOf(SerialNumber serialNumber);

  Optional<Holder> holderOf(DeviceId device);

  /// By what a certificate of ours is known on the wire; empty if there is no such certificate.
  Optional<Lfdi> lfdiOf(SerialNumber serialNumber);

  /// The devices behind identities that were shown, those that are known.
  Map<Lfdi, Holder> holdersOf(Collection<Shown> shown);

  /// What a device can be known by: what it was registered with, and our certificates, the newest
  /// first, a hundred at most.
  List<Identity> of(DeviceId device);

  /// What all devices that a site holds can be known by, a thousand at most.
  List<Identity> at(SiteId site);

  /// An identity that a client showed on the wire.
  ///
  /// @param hardware what its certificate names, if it names any
  record Shown(Lfdi lfdi, Optional<HardwareIdentity> hardware) {}
}
