package org.gridseal.audit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.gridseal.site.DeviceId;

/// The newest of the events that were offered and are asked for, as many as fit on a page.
final class EventPage {
  private final EventQuery query;
  private final Set<DeviceId> ofSite;
  private final int capacity;

  /// The newest first.
  private final TreeMap<UUID, RecordedEvent> events = new TreeMap<>(Leaf.BY_OCTETS.reversed());

  EventPage(EventQuery query, Set<DeviceId> ofSite, int capacity) {
    this.query = query;
    this.ofSite = ofSite;
    this.capacity = capacity;
  }

  /// Takes an event if it is asked for and newer than the oldest of a full page. One that is
  /// offered twice, because it got a place meanwhile, counts once.
  ///
  /// @param place in the log, if it has one
  void offer(byte[] entry, OptionalLong place) {
    Traits traits = Traits.read(entry);
    if (query.matches(traits, ofSite)) {
      UUID id = traits.id();
      events.put(id, new RecordedEvent(id, new String(entry, StandardCharsets.UTF_8), place));
      if (events.size() > capacity) {
        events.pollLastEntry();
      }
    }
  }

  boolean isFull() {
    return events.size() == capacity;
  }

  /// Whether nothing with this id or a smaller one can be on the page any more.
  boolean isFullDownTo(UUID id) {
    return isFull() && Leaf.BY_OCTETS.compare(events.lastKey(), id) > 0;
  }

  /// The newest first.
  List<RecordedEvent> events() {
    return List.copyOf(events.values());
  }
}
