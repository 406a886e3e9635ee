package org.gridseal.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.headend.Change;
import org.gridseal.site.Lfdi;
import org.gridseal.site.Sfdi;
import org.jspecify.annotations.Nullable;

/// A change as the feed shows it.
///
/// @param id the same as in the webhook's message about it
/// @param kind `authorised`, `renewed`, `overlap-ended`, `suspended`, `restored`, `denied`,
///   `revoked` or `retired`
/// @param cursor to go on after this change
/// @param predecessor of `renewed`: the LFDI that is authorised beside this one until
///   `overlapUntil`
/// @param successor of `overlap-ended`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeView(
    String id,
    String cursor,
    String kind,
    Instant at,
    String lfdi,
    String sfdi,
    UUID device,
    UUID site,
    String profile,
    @Nullable UUID managedBy,
    @Nullable String serialNumber,
    @Nullable Instant notAfter,
    @Nullable String predecessor,
    @Nullable String successor,
    @Nullable Instant overlapUntil,
    @Nullable String reason) {
  static ChangeView of(Change change) {
    return new ChangeView(
        "change-" + change.place(),
        HeadEndCursor.after(change.place()).toString(),
        change.kind().text(),
        change.at(),
        change.lfdi().toString(),
        Sfdi.of(change.lfdi()).toString(),
        change.device().value(),
        change.site().value(),
        change.profile(),
        change.managedBy().orElse(null),
        change.serialNumber().map(SerialNumber::toString).orElse(null),
        change.notAfter().orElse(null),
        change.predecessor().map(Lfdi::toString).orElse(null),
        change.successor().map(Lfdi::toString).orElse(null),
        change.overlapUntil().orElse(null),
        change.reason().orElse(null));
  }
}
