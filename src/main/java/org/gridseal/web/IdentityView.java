package org.gridseal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.headend.Identity;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// An identity as the API shows it to head-ends. Nothing in it names a person or an address.
///
/// @param lfdi 40 hexadecimal digits (IEEE 2030.5-2018 §6.3.4)
/// @param sfdi without leading zeros; not unique
/// @param origin `certificate`, `factory`, `virtual` where no certificate is behind it, or
///   `aggregator` for its own, which has no device, site, tier and profile
/// @param pinRegistered whether the device has a PIN; the PIN itself is not kept
/// @param managedBy the aggregator that speaks for the device, or that it is
/// @param predecessor the LFDI that it took over from, authorised until `predecessorUntil`
/// @param successor the LFDI that took over from it; it is authorised itself until `overlapUntil`
/// @param state `allowed`, `suspended` or `denied`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentityView(
    String lfdi,
    String sfdi,
    String origin,
    @Nullable UUID device,
    @Nullable UUID site,
    @Nullable String tier,
    @Nullable String profile,
    boolean pinRegistered,
    @Nullable UUID managedBy,
    @Nullable String serialNumber,
    @Nullable Instant notAfter,
    @Nullable String predecessor,
    @Nullable Instant predecessorUntil,
    @Nullable String successor,
    @Nullable Instant overlapUntil,
    String state,
    Instant changedAt) {
  static IdentityView of(Identity identity) {
    return new IdentityView(
        identity.lfdi().toString(),
        Sfdi.of(identity.lfdi()).toString(),
        identity.origin().text(),
        identity.device().map(DeviceId::value).orElse(null),
        identity.site().map(SiteId::value).orElse(null),
        identity.tier().orElse(null),
        identity.profile().orElse(null),
        identity.pinRegistered(),
        identity.managedBy().orElse(null),
        identity.serialNumber().map(SerialNumber::toString).orElse(null),
        identity.notAfter().orElse(null),
        identity.predecessor().map(Lfdi::toString).orElse(null),
        identity.predecessorUntil().orElse(null),
        identity.successor().map(Lfdi::toString).orElse(null),
        identity.overlapUntil().orElse(null),
        identity.state().text(),
        identity.changedAt());
  }
}
