package org.gridseal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;
import org.jspecify.annotations.Nullable;

/// What an event can be found by.
///
/// @param serialNumber of the certificate it is about
record Traits(
    UUID id,
    String type,
    String actor,
    @Nullable SiteId site,
    @Nullable DeviceId device,
    @Nullable SerialNumber serialNumber) {
  private static final JsonMapper JSON = new JsonMapper();

  static Traits of(Entry entry) {
    return new Traits(
        entry.id(),
        entry.type(),
        entry.actor(),
        entry.site().orElse(null),
        entry.device().orElse(null),
        entry.serialNumber().orElse(null));
  }

  /// Reads an entry from the log. One of a type that this version does not know has neither site
  /// nor device nor serial number.
  ///
  /// @throws IllegalStateException if it is no entry; the database is then broken
  static Traits read(byte[] entry) {
    try {
      JsonNode json = JSON.readTree(entry);
      String type = json.required("type").textValue();
      JsonNode data = json.required("data");
      return new Traits(
          UUID.fromString(json.required("id").textValue()),
          type,
          json.required("actor").textValue(),
          site(type, data, json),
          member(type, data, DeviceId.class, DeviceId::fromString),
          member(type, data, SerialNumber.class, SerialNumber::fromString));
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalStateException("the database holds a broken entry", e);
    }
  }

  /// The event's own, or that of the decision that it tells of.
  private static @Nullable SiteId site(String type, JsonNode data, JsonNode entry) {
    SiteId own = member(type, data, SiteId.class, SiteId::fromString);
    JsonNode decided = entry.path("decision").path("site");
    return own == null && decided.isTextual() ? SiteId.fromString(decided.textValue()) : own;
  }

  private static <T> @Nullable T member(
      String type, JsonNode data, Class<T> wanted, Function<String, T> parsed) {
    Optional<T> member =
        EventKind.named(type)
            .flatMap(kind -> kind.last(wanted))
            .map(component -> parsed.apply(data.required(component.getName()).textValue()));
    return member.orElse(null);
  }

  /// The keys that lead to it. None for what another tells: a device tells its site, and itself
  /// where it acted.
  int[] keys() {
    IntStream.Builder keys = IntStream.builder();
    keys.add(LookupKey.ofType(type));
    if (!isOfTheDeviceItself()) {
      keys.add(LookupKey.ofActor(actor));
    }
    if (device != null) {
      keys.add(LookupKey.ofDevice(device));
    } else if (site != null) {
      keys.add(LookupKey.ofSite(site));
    }
    if (serialNumber != null) {
      keys.add(LookupKey.ofSerialNumber(serialNumber));
    }
    return keys.build().toArray();
  }

  private boolean isOfTheDeviceItself() {
    return device != null && Optional.of(device).equals(Actor.deviceOf(actor));
  }
}
