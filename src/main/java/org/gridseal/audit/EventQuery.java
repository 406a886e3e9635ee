package org.gridseal.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// Which recorded events are asked for; what is null does not matter.
///
/// @param type such as `issuance-intended`
/// @param actor the subject of who caused it
/// @param before only events with a smaller id, that is, older ones: the id of the last one seen
public record EventQuery(
    @Nullable SiteId site,
    @Nullable DeviceId device,
    @Nullable SerialNumber serialNumber,
    @Nullable String type,
    @Nullable String actor,
    @Nullable UUID before) {

  /// All events of one type.
  public static EventQuery ofType(String type) {
    return new EventQuery(null, null, null, type, null, null);
  }

  /// The conditions on the columns of `audit_event` that are asked for.
  List<Condition> conditions() {
    List<Condition> all = new ArrayList<>();
    if (site != null) {
      // A device's event does not repeat its site.
      all.add(
          new Condition(
              "(event.site = ? OR event.device = ANY (ARRAY(SELECT id FROM device"
                  + " WHERE site_id = ?)))",
              List.of(site.value(), site.value())));
    }
    if (device != null) {
      all.add(Condition.of("event.device = ?", device.value()));
    }
    if (serialNumber != null) {
      all.add(Condition.of("event.serial = ?", serialNumber.octets()));
    }
    if (type != null) {
      all.add(Condition.of("event.type = ?", type));
    }
    if (actor != null) {
      all.add(actedBy(actor));
    }
    if (before != null) {
      all.add(Condition.of("event.id < ?", before));
    }
    return all;
  }

  /// Where no actor stands, the device itself acted.
  private static Condition actedBy(String actor) {
    return Actor.deviceOf(actor)
        .map(DeviceId::value)
        .map(
            itself ->
                new Condition(
                    "(event.actor = ? OR event.actor IS NULL AND event.device = ?)",
                    List.of(actor, itself)))
        .orElseGet(() -> Condition.of("event.actor = ?", actor));
  }

  /// A part of a WHERE clause, with the values of its question marks.
  record Condition(String sql, List<Object> values) {
    static Condition of(String sql, Object value) {
      return new Condition(sql, List.of(value));
    }
  }
}
