package org.gridseal.site;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// A module's serial number as its maker encodes it: 1 to 64 octets that need not be text (RFC 4108
/// §5, `hwSerialNum`).
public final class HardwareSerial {
  /// Ours; the RFC states no upper bound.
  public static final int MAXIMUM_LENGTH = 64;

  private final byte[] bytes;

  private HardwareSerial(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAXIMUM_LENGTH) {
      throw new IllegalArgumentException("a hardware serial has 1 to 64 bytes");
    }
    this.bytes = bytes;
  }

  public static HardwareSerial of(byte[] bytes) {
    return new HardwareSerial(bytes.clone());
  }

  /// Reads an even number of hexadecimal digits.
  ///
  /// @throws IllegalArgumentException if they are none, or too many
  public static HardwareSerial fromHex(String digits) {
    return new HardwareSerial(HexFormat.of().parseHex(digits));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /// The serial as text, if every octet of it is a printable character of ASCII.
  public Optional<String> text() {
    for (byte octet : bytes) {
      if (octet < ' ' || octet > '~') {
        return Optional.empty();
      }
    }
    return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
  }

  /// Whether this is what a label says, as text or in hexadecimal digits, in either case.
  public boolean matchesLabel(String label) {
    return text().filter(label::equalsIgnoreCase).isPresent() || label.equalsIgnoreCase(toString());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HardwareSerial serial && Arrays.equals(bytes, serial.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// Lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
