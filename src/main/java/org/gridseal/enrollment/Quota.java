package org.gridseal.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLongArray;

/// So many at once and so many in a time, for each of many keys: the generic cell rate algorithm
/// (ITU-T I.371 annex A), which keeps one number for a key.
///
/// It never holds more than its slots, whoever asks for what. Two keys may share a slot; what they
/// may do together is then what one of them may do. Any thread may call it.
public final class Quota {
  private final AtomicLongArray slots;
  private final long interval;
  private final long tolerance;

  /// @param slots how many keys are told apart
  /// @param burst how many are allowed at once
  /// @param interval after which one more is
  public Quota(int slots, int burst, Duration interval) {
    this.slots = new AtomicLongArray(slots);
    this.interval = interval.toMillis();
    this.tolerance = this.interval * (burst - 1);
  }

  /// Takes one, if there is one.
  public boolean take(Object key, Instant at) {
    int slot = slotOf(key);
    long now = at.toEpochMilli();
    long due = slots.get(slot);
    while (due <= now + tolerance) {
      if (slots.compareAndSet(slot, due, Math.max(due, now) + interval)) {
        return true;
      }
      due = slots.get(slot);
    }
    return false;
  }

  /// Puts back one that was taken.
  public void putBack(Object key) {
    slots.addAndGet(slotOf(key), -interval);
  }

  private int slotOf(Object key) {
    return Math.floorMod(key.hashCode(), slots.length());
  }
}
