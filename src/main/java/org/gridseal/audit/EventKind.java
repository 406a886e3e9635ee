package org.gridseal.audit;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What all events of one record have in common, worked out once: reflection on records copies
/// everything each time it is asked.
///
/// @param type the record's name in kebab case, such as `issuance-intended`
record EventKind(Class<?> record, String type, List<RecordComponent> components) {
  private static final Map<Class<?>, EventKind> ALL =
      Stream.of(Event.class.getPermittedSubclasses())
          .map(EventKind::new)
          .collect(Collectors.toUnmodifiableMap(EventKind::record, Function.identity()));

  private static final Map<String, EventKind> BY_TYPE =
      ALL.values().stream()
          .collect(Collectors.toUnmodifiableMap(EventKind::type, Function.identity()));

  private EventKind(Class<?> record) {
    this(
        record,
        record.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT),
        List.of(record.getRecordComponents()));
  }

  static EventKind of(Event event) {
    EventKind kind = ALL.get(event.getClass());
    if (kind == null) {
      throw new IllegalArgumentException("no kind of event: " + event.getClass().getName());
    }
    return kind;
  }

  /// Nothing for a type that this version does not know.
  static Optional<EventKind> named(String type) {
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /// The component of that type; the last, where there are several.
  Optional<RecordComponent> last(Class<?> type) {
    @Nullable RecordComponent found = null;
    for (RecordComponent component : components) {
      found = type == component.getType() ? component : found;
    }
    return Optional.ofNullable(found);
  }
}
