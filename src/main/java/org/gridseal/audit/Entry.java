package org.gridseal.audit;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;

/// An event with who, when and its name: what becomes a leaf of the log.
///
/// Its bytes are canonical JSON (RFC 8785) with the members `actor`, `at` (RFC 3339, UTC,
/// milliseconds), `data` (the components of the event's record, but for empty ones), `id`, `type`
/// (the record's name in kebab case), `v` (this form, 1) and, where the policy decided, `decision`.
/// All of it follows from the record, so a new event needs nothing here.
///
/// @param actor the subject of who caused it
/// @param grounds by what the policy decided it; empty if it did not, and then the entry has no
///   such member. They are not read back with the event
record Entry(UUID id, Instant at, String actor, Event event, Optional<Grounds> grounds) {
  private static final int FORM = 1;

  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  Entry {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /// An event that no policy decided.
  Entry(UUID id, Instant at, String actor, Event event) {
    this(id, at, actor, event, Optional.empty());
  }

  String type() {
    return kind().type();
  }

  private EventKind kind() {
    return EventKind.of(event);
  }

  Optional<SiteId> site() {
    return last(SiteId.class).or(() -> grounds.map(Grounds::site));
  }

  Optional<DeviceId> device() {
    return last(DeviceId.class);
  }

  /// The certificate it is about; where it takes another's place, not that one.
  Optional<SerialNumber> serialNumber() {
    return last(SerialNumber.class);
  }

  /// The bytes that are hashed into the leaf.
  ///
  /// @throws IllegalArgumentException if they would be more than an entry bundle can hold
  byte[] encoded() {
    byte[] encoded = CanonicalJson.encode(members());
    if (encoded.length > EntryBundle.MAXIMUM_ENTRY) {
      throw new IllegalArgumentException("an entry of " + encoded.length + " bytes is too long");
    }
    return encoded;
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("actor", actor);
    members.put("at", RFC_3339.format(at));
    members.put("data", data());
    members.put("id", id.toString());
    members.put("type", type());
    members.put("v", FORM);
    grounds.ifPresent(it -> members.put("decision", it.members(last(SiteId.class).isPresent())));
    return members;
  }

  private Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    for (RecordComponent component : kind().components()) {
      if (!Optional.empty().equals(value(component))) {
        data.put(component.getName(), plain(value(component)));
      }
    }
    return data;
  }

  private <T> Optional<T> last(Class<T> type) {
    return kind().last(type).map(component -> type.cast(value(component)));
  }

  private Object value(RecordComponent component) {
    try {
      return component.getAccessor().invoke(event);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  /// What JSON can hold stays as it is; names and digests become their text.
  private static Object plain(Object value) {
    return switch (value) {
      case Optional<?> present -> plain(present.orElseThrow());
      case Hash hash -> hash.toString();
      case SiteId site -> site.toString();
      case DeviceId device -> device.toString();
      case SerialNumber serialNumber -> serialNumber.toString();
      case UUID id -> id.toString();
      case Instant instant -> RFC_3339.format(instant);
      case Enum<?> constant -> constant.name();
      case List<?> list -> list.stream().map(Entry::plain).toList();
      default -> value;
    };
  }
}
