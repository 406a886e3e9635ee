package org.gridseal.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
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

  /// For each thing that is asked for, the keys of which an event must have one.
  ///
  /// @param ofSite the devices of the site that is asked for: a device's event has no key of its
  ///   site
  List<int[]> keys(Set<DeviceId> ofSite) {
    List<int[]> all = new ArrayList<>();
    if (site != null) {
      all.add(
          IntStream.concat(
                  IntStream.of(LookupKey.ofSite(site)),
                  ofSite.stream().mapToInt(LookupKey::ofDevice))
              .toArray());
    }
    if (device != null) {
      all.add(new int[] {LookupKey.ofDevice(device)});
    }
    if (serialNumber != null) {
      all.add(new int[] {LookupKey.ofSerialNumber(serialNumber)});
    }
    if (type != null) {
      all.add(new int[] {LookupKey.ofType(type)});
    }
    if (actor != null) {
      all.add(keysOfActor(actor));
    }
    return all;
  }

  /// What a device did by itself has no second key for it.
  private static int[] keysOfActor(String actor) {
    return IntStream.concat(
            IntStream.of(LookupKey.ofActor(actor)),
            Actor.deviceOf(actor).stream().mapToInt(LookupKey::ofDevice))
        .toArray();
  }

  /// Whether an event is asked for; its keys only say that it may be.
  boolean matches(Traits event, Set<DeviceId> ofSite) {
    return (site == null
            || site.equals(event.site())
            || (event.device() != null && ofSite.contains(event.device())))
        && (device == null || device.equals(event.device()))
        && (serialNumber == null || serialNumber.equals(event.serialNumber()))
        && (type == null || type.equals(event.type()))
        && (actor == null || actor.equals(event.actor()))
        && (before == null || Leaf.BY_OCTETS.compare(event.id(), before) < 0);
  }
}
