package org.gridseal.revocation;

import java.nio.file.Path;
import java.time.Instant;

/// A CRL in a file of this replica.
///
/// @param file never changed; removed some time after a newer list has come
public record ShelvedList(IssuedList list, Path file) {
  /// An entity tag (RFC 9110 §8.8.3): content that is the same has the same one.
  public String tag() {
    return '"' + list.content().toString() + '"';
  }

  /// When the next list is due though nothing changes.
  public Instant renewal() {
    return ListSchedule.renewalOf(list);
  }

  /// Whether it has not run out.
  public boolean isLiving(Instant now) {
    return now.isBefore(list.nextUpdate());
  }
}
