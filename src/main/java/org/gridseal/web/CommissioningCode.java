package org.gridseal.web;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import org.gridseal.site.DeviceId;

/// All that a commissioning app needs to let a device enroll, as the QR code holds it
/// (docs/commissioning.md).
///
/// It is JSON and no URL on purpose: a camera that finds a URL opens it, and then the code stands
/// in a browser's history and in servers' logs.
///
/// @param est the base of EST's paths
/// @param device what the device gives as user name
/// @param code what it gives as password
@JsonPropertyOrder({"est", "device", "code"})
record CommissioningCode(String est, String device, String code) {
  private static final String WELL_KNOWN = "/.well-known/est";

  private static final JsonMapper JSON = new JsonMapper();

  static CommissioningCode of(URI listener, DeviceId device, String code) {
    String base = listener.toString().replaceAll("/+$", "");
    return new CommissioningCode(base + WELL_KNOWN, device.toString(), code);
  }

  /// What stands in the QR code.
  String text() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("three strings are JSON", e);
    }
  }

  /// Leaves the code out.
  @Override
  public String toString() {
    return "commissioning code of device " + device;
  }
}
