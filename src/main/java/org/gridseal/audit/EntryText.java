package org.gridseal.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.gridseal.authority.RevocationReason;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.site.SiteId;

/// Reads entries back from the bytes that [Entry#encoded] made.
final class EntryText {
  private static final JsonMapper JSON = new JsonMapper();

  private EntryText() {}

  /// @return nothing for an event of a kind that this version does not know
  /// @throws IllegalStateException if it is no entry; the database is then broken
  static Optional<Entry> read(byte[] encoded) {
    try {
      JsonNode json = JSON.readTree(encoded);
      Optional<EventKind> kind = EventKind.named(json.required("type").textValue());
      if (kind.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(
              UUID.fromString(json.required("id").textValue()),
              Instant.parse(json.required("at").textValue()),
              json.required("actor").textValue(),
              event(kind.get(), json.required("data"))));
    } catch (IOException | IllegalArgumentException | ReflectiveOperationException e) {
      throw new IllegalStateException("the database holds a broken entry", e);
    }
  }

  private static Event event(EventKind kind, JsonNode data) throws ReflectiveOperationException {
    List<RecordComponent> components = kind.components();
    Class<?>[] types = new Class<?>[components.size()];
    Object[] values = new Object[components.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = components.get(i).getType();
      values[i] = value(components.get(i), data);
    }
    Constructor<?> constructor = kind.record().getDeclaredConstructor(types);
    return (Event) constructor.newInstance(values);
  }

  /// The inverse of what an entry makes of a component.
  private static Object value(RecordComponent component, JsonNode data) {
    if (component.getGenericType() instanceof ParameterizedType optional
        && component.getType() == Optional.class) {
      return Optional.ofNullable(data.get(component.getName()))
          .map(json -> value((Class<?>) optional.getActualTypeArguments()[0], json));
    }
    return value(component.getType(), data.required(component.getName()));
  }

  private static Object value(Class<?> type, JsonNode json) {
    if (type == int.class) {
      return json.intValue();
    }
    if (type == long.class) {
      return json.longValue();
    }
    if (type == boolean.class) {
      return json.booleanValue();
    }
    if (type == List.class) {
      return StreamSupport.stream(json.spliterator(), false).map(JsonNode::textValue).toList();
    }
    return named(type, json.textValue());
  }

  private static Object named(Class<?> type, String text) {
    return switch (type.getSimpleName()) {
      case "String" -> text;
      case "Hash" -> Hash.of(HexFormat.of().parseHex(text));
      case "SiteId" -> SiteId.fromString(text);
      case "DeviceId" -> DeviceId.fromString(text);
      case "SerialNumber" -> SerialNumber.fromString(text);
      case "RevocationReason" -> RevocationReason.valueOf(text);
      case "UUID" -> UUID.fromString(text);
      case "Instant" -> Instant.parse(text);
      default -> throw new IllegalArgumentException("no component is a " + type.getName());
    };
  }
}
