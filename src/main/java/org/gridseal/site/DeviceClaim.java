package org.gridseal.site;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What an application says about one device, the holder of a private key.
///
/// A device that gets its first certificate from us has no LFDI yet: it is known by its hardware
/// identity until then, and for ever after.
///
/// @param profile the certificate profile it will ask for
/// @param lfdi of the certificate it came with from its maker
/// @param sfdi as typed by a person; only ever compared with the LFDI
/// @param managedBy the aggregator that speaks for it
public record DeviceClaim(
    HardwareIdentity identity,
    String profile,
    @Nullable Lfdi lfdi,
    @Nullable Sfdi sfdi,
    @Nullable Pin pin,
    @Nullable UUID managedBy) {

  /// The same without the PIN, and without the SFDI, which says nothing that the LFDI does not.
  DeviceClaim withoutSecrets() {
    return new DeviceClaim(identity, profile, lfdi, null, null, managedBy);
  }

  void check(Findings findings, Communication communication, List<DerUnit> units) {
    findings.requireText(profile, "profile", 64);
    findings.require(
        sfdi == null || (lfdi != null && sfdi.equals(Sfdi.of(lfdi))),
        "sfdi",
        "sfdi-of-lfdi",
        "leave the SFDI out, or give the one that belongs to the LFDI");
    checkAggregator(findings, communication);
    checkHardware(findings, units);
  }

  private void checkAggregator(Findings findings, Communication communication) {
    boolean aggregated = communication.path() == Communication.Path.AGGREGATOR;
    findings.require(
        aggregated == (managedBy != null),
        "managedBy",
        "managed-by",
        aggregated
            ? "name the aggregator that speaks for the device"
            : "leave the aggregator out, or choose the communication path AGGREGATOR");
  }

  private void checkHardware(Findings findings, List<DerUnit> units) {
    findings.expect(
        units.stream().anyMatch(unit -> identity.isUnder(unit.product().mfId())),
        "hwType",
        "hardware-type-arc",
        "the hardware type lies under no enterprise number of the site's units");
    findings.expect(
        units.stream().anyMatch(unit -> identity.serial().matchesLabel(unit.product().serial())),
        "hwSerialNum",
        "hardware-serial",
        "the hardware serial is that of none of the site's units");
  }
}
