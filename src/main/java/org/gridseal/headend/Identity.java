package org.gridseal.headend;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// An LFDI that a head-end is to know at this moment.
///
/// @param origin what stands behind the LFDI
/// @param device empty for an aggregator's own, as are site, tier and profile
/// @param tier of its site
/// @param pinRegistered whether the device was registered with a PIN; the PIN itself is not kept,
///   only what tells a right one from a wrong one
/// @param managedBy the aggregator that speaks for the device, or that it is
/// @param serialNumber of the certificate, if it is one of ours
/// @param notAfter when that ends; nobody tells us of a factory's
/// @param predecessor what it took over from
/// @param predecessorUntil until when, exclusive, that one is authorised beside it
/// @param successor what took over from it
/// @param overlapUntil until when, exclusive, it is still authorised beside its successor
/// @param changedAt since when it is what it is
public record Identity(
    Lfdi lfdi,
    Origin origin,
    Optional<DeviceId> device,
    Optional<SiteId> site,
    Optional<String> tier,
    Optional<String> profile,
    boolean pinRegistered,
    Optional<UUID> managedBy,
    Optional<SerialNumber> serialNumber,
    Optional<Instant> notAfter,
    Optional<Lfdi> predecessor,
    Optional<Instant> predecessorUntil,
    Optional<Lfdi> successor,
    Optional<Instant> overlapUntil,
    State state,
    Instant changedAt) {

  /// What an LFDI stands for.
  public enum Origin {
    /// A certificate of ours.
    CERTIFICATE,
    /// The certificate that the device came with from its maker.
    FACTORY,
    /// Nothing: an aggregator chose it.
    VIRTUAL,
    /// The certificate of an aggregator, with which it speaks for its devices.
    AGGREGATOR;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Whether it is to be let in.
  public enum State {
    ALLOWED,
    /// Not for now.
    SUSPENDED,
    /// Not at all.
    DENIED;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean isEnabled() {
    return state == State.ALLOWED;
  }
}
