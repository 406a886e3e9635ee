package org.gridseal.enrollment;

import java.time.Instant;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;

/// One identity of a device took over from another.
///
/// A renewed certificate has another LFDI (IEEE 2030.5-2018 §6.3.4), so the device would be a
/// stranger to whoever knew the old one. Both are authorised in the overlap, which is the tier's at
/// the time of renewal; the old one stops by itself at its end, and not later than its certificate.
///
/// @param predecessor of a certificate of ours, of the factory's, or chosen by an aggregator
/// @param predecessorSerial empty unless it was a certificate of ours
/// @param serialNumber of the successor's certificate
/// @param ordinal counts the links of one device and profile from 1
/// @param overlapUntil exclusive; the same as `since` if the old one had expired by then
public record Succession(
    DeviceId device,
    String profile,
    int ordinal,
    Lfdi predecessor,
    Optional<SerialNumber> predecessorSerial,
    Lfdi successor,
    SerialNumber serialNumber,
    Instant since,
    Instant overlapUntil) {}
