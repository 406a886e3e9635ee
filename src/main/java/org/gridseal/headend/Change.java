package org.gridseal.headend;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Something that a head-end must do differently from now on. Once it has its place it never
/// changes.
///
/// @param place in the feed, contiguous from 1, in the order of the audit log
/// @param at when it happened, which is not what orders the feed
/// @param managedBy the aggregator that speaks for the device
/// @param serialNumber of the certificate behind the LFDI, if it is one of ours
/// @param notAfter when that ends, and the LFDI with it, without another change
/// @param predecessor what it took over from; of [Kind#RENEWED]
/// @param successor what took over; of [Kind#OVERLAP_ENDED]
/// @param overlapUntil exclusive; of [Kind#RENEWED]
/// @param reason a word of RFC 5280 §5.3.1, or of the utility
public record Change(
    long place,
    Kind kind,
    Instant at,
    Lfdi lfdi,
    DeviceId device,
    SiteId site,
    String profile,
    Optional<UUID> managedBy,
    Optional<SerialNumber> serialNumber,
    Optional<Instant> notAfter,
    Optional<Lfdi> predecessor,
    Optional<Lfdi> successor,
    Optional<Instant> overlapUntil,
    Optional<String> reason) {

  /// What happened to the LFDI.
  public enum Kind {
    /// It is to be let in; nothing was known of its device under this profile.
    AUTHORISED,
    /// It is to be let in, and takes over from another one, which goes on until the overlap ends.
    RENEWED,
    /// It is the one that was taken over from, and is not to be let in any more.
    OVERLAP_ENDED,
    /// It is not to be let in for now.
    SUSPENDED,
    /// It is to be let in again.
    RESTORED,
    /// The utility does not let it in, whoever vouches for it.
    DENIED,
    /// Its certificate was revoked.
    REVOKED,
    /// Its site or device is gone for good.
    RETIRED;

    /// @return nothing for a text that is none of [#text]
    public static Optional<Kind> named(String text) {
      return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /// As the wire has it: lower case, with dashes.
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Change at(long newPlace) {
    return new Change(
        newPlace,
        kind,
        at,
        lfdi,
        device,
        site,
        profile,
        managedBy,
        serialNumber,
        notAfter,
        predecessor,
        successor,
        overlapUntil,
        reason);
  }
}
