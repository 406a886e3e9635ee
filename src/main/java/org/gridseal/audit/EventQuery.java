package org.gridseal.audit;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// Which recorded events are asked for; what is null does not matter.
///
/// @param serialNumber in hexadecimal of either case, two digits an octet
/// @param type such as `issuance-intended`
/// @param actor the subject of who caused it
/// @param before only events with a smaller id, that is, older ones: the id of the last one seen
public record EventQuery(
    @Nullable SiteId site,
    @Nullable DeviceId device,
    @Nullable String serialNumber,
    @Nullable String type,
    @Nullable String actor,
    @Nullable UUID before) {

  /// All events of one type.
  public static EventQuery ofType(String type) {
    return new EventQuery(null, null, null, type, null, null);
  }

  /// The conditions on the columns of `audit_event` that are asked for.
  Map<String, Object> conditions() {
    Map<String, Object> conditions = new LinkedHashMap<>();
    put(conditions, "event.site = ?", site == null ? null : site.value());
    put(conditions, "event.device = ?", device == null ? null : device.value());
    put(
        conditions,
        "event.serial = ?",
        serialNumber == null ? null : serialNumber.toLowerCase(Locale.ROOT));
    put(conditions, "event.type = ?", type);
    put(conditions, "event.actor = ?", actor);
    put(conditions, "event.id < ?", before);
    return conditions;
  }

  private static void put(Map<String, Object> conditions, String column, @Nullable Object value) {
    if (value != null) {
      conditions.put(column, value);
    }
  }
}
