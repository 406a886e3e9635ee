package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.regex.Pattern;

/// What a manufacturer burnt into a device, and what its certificates say in their
/// HardwareModuleName (RFC 4108 §5, IEEE 2030.5-2018 §6.11.7). It stays when certificates change.
///
/// @param type `hwType`: a dotted object identifier, for example `1.3.6.1.4.1.40732.3.1`
/// @param serial `hwSerialNum`, unique within the type
@Embeddable
public record HardwareIdentity(
    @Column(name = "hw_type") String type, @Column(name = "hw_serial") HardwareSerial serial) {
  private static final Pattern OBJECT_IDENTIFIER =
      Pattern.compile("[0-2](\\.(0|[1-9]\\d{0,17})){1,30}");

  public HardwareIdentity {
    if (!OBJECT_IDENTIFIER.matcher(type).matches()) {
      throw new IllegalArgumentException("a hardware type is a dotted object identifier");
    }
  }

  public HardwareIdentity(String type, byte[] serial) {
    this(type, HardwareSerial.of(serial));
  }

  /// Whether the type lies under the maker's arc 1.3.6.1.4.1.n of private enterprise numbers.
  public boolean isUnder(long enterpriseNumber) {
    return type.startsWith("1.3.6.1.4.1." + enterpriseNumber + ".");
  }

  /// For people: the type, the serial in hexadecimal digits, and as text where it is text.
  public String display() {
    String text = serial.text().map(printable -> " (" + printable + ")").orElse("");
    return type + " " + serial + text;
  }
}
