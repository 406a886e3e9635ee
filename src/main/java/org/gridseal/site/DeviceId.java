package org.gridseal.site;

import java.util.UUID;

/// Names one device, the holder of a private key, for ever. A UUID of version 7 (RFC 9562 §5.7), so
/// that ids sort by creation.
public record DeviceId(UUID value) implements Comparable<DeviceId> {
  /// Reads the canonical text form.
  ///
  /// @throws IllegalArgumentException if the text is no UUID
  public static DeviceId fromString(String text) {
    return new DeviceId(UUID.fromString(text));
  }

  @Override
  public int compareTo(DeviceId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
