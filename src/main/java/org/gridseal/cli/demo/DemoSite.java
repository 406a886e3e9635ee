package org.gridseal.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.gridseal.x509.HardwareModuleName;

/// A registration as an installer's tool would send it, with names that nobody has used before.
final class DemoSite {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DemoSite() {}

  /// @param run tells this run of the demo from every other
  /// @param units inverters of 5.5 kVA
  static JsonNode of(String run, int units, HardwareModuleName hardware) {
    ObjectNode site = template();
    site.put("applicationRef", "DEMO-" + run);
    ((ObjectNode) site.get("connectionPoint")).put("id", "SP-" + run);
    ((ObjectNode) site.get("grid")).put("approvedCapacityVA", 10_000L * units);
    ArrayNode inverters = (ArrayNode) site.get("units");
    ObjectNode inverter = (ObjectNode) inverters.get(0);
    inverters.removeAll();
    for (int unit = 0; unit < units; unit++) {
      inverters.add(inverter.deepCopy().put("serial", run + "-" + unit));
    }
    ObjectNode device = (ObjectNode) site.get("devices").get(0);
    device.put("hwType", hardware.type());
    device.put("hwSerialNum", hardware.serialNumber());
    return site;
  }

  private static ObjectNode template() {
    try (InputStream input =
        Objects.requireNonNull(DemoSite.class.getResourceAsStream("/fake/site.json"))) {
      return (ObjectNode) JSON.readTree(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectNode object() {
    return JSON.createObjectNode();
  }
}
