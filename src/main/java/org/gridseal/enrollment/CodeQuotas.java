package org.gridseal.enrollment;

import java.time.Duration;
import java.time.Instant;
import org.gridseal.site.DeviceId;

/// How many one-time codes may be tried, in this replica.
///
/// Attempts at devices that have a code are counted apart from those at devices that have none or
/// do not exist. So whoever tries devices at random can neither use up what registered devices
/// need, nor push their counts out of memory.
final class CodeQuotas {
  /// An installer who mistypes a code has plenty; who guesses one of 2^100 has nothing.
  private final Quota device = new Quota(4096, 10, Duration.ofMinutes(1));

  /// A verification takes about ten milliseconds of a processor: half of one, whatever comes.
  private final Quota devices = new Quota(1, 200, Duration.ofMillis(20));

  /// Work that is done only to take as long as a verification.
  private final Quota strangers = new Quota(1, 100, Duration.ofMillis(50));

  /// Takes one attempt at the code of a device that has one.
  boolean take(DeviceId id, Instant now) {
    if (!device.take(id, now)) {
      return false;
    }
    if (devices.take("", now)) {
      return true;
    }
    device.putBack(id);
    return false;
  }

  /// The code was right, and is not counted.
  void putBack(DeviceId id) {
    device.putBack(id);
    devices.putBack("");
  }

  /// Takes one attempt at a device that has no code.
  boolean takeForStranger(Instant now) {
    return strangers.take("", now);
  }
}
