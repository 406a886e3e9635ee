package org.gridseal.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Decided;
import org.gridseal.audit.Event;

/// Remembers what was appended, in order; by many threads, if they like.
public final class RecordingLog implements AuditLog {
  public final List<Event> events = new ArrayList<>();
  public final List<Actor> actors = new ArrayList<>();

  /// What the policy decided, in order; of events that nothing decided there is none.
  public final List<Decided> decided = new ArrayList<>();

  /// Remembers how much there is now, and gives what takes away the rest.
  public Runnable mark() {
    int size = events.size();
    int decisions = decided.size();
    return () -> {
      decided.subList(decisions, decided.size()).clear();
      events.subList(size, events.size()).clear();
      actors.subList(size, actors.size()).clear();
    };
  }

  @Override
  public synchronized UUID append(Actor actor, Event event) {
    actors.add(actor);
    events.add(event);
    return new UUID(0, events.size());
  }

  @Override
  public synchronized UUID append(Actor actor, Event event, Decided decision) {
    decided.add(decision);
    return append(actor, event);
  }
}
