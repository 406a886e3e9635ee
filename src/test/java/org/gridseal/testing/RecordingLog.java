package org.gridseal.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;

/// Remembers what was appended, in order.
public final class RecordingLog implements AuditLog {
  public final List<Event> events = new ArrayList<>();
  public final List<Actor> actors = new ArrayList<>();

  /// Remembers how much there is now, and gives what takes away the rest.
  public Runnable mark() {
    int size = events.size();
    return () -> {
      events.subList(size, events.size()).clear();
      actors.subList(size, actors.size()).clear();
    };
  }

  @Override
  public UUID append(Actor actor, Event event) {
    actors.add(actor);
    events.add(event);
    return new UUID(0, events.size());
  }
}
