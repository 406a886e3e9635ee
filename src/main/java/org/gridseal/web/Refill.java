package org.gridseal.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.gridseal.site.Application;
import org.gridseal.site.Communication;
import org.gridseal.site.DerType;

/// What stands in the form's fields before anybody types: the usual values, or an application that
/// is to be changed. The reverse of [RegistrationForm#ofFields], in the units of [TypedForm].
final class Refill {
  /// A home in the United States with one inverter of the usual kind (IEEE 1547-2018: categories B
  /// and III are what California's Rule 21 asks for).
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("/address/country", "US"),
          Map.entry("/grid/pccVoltageV", "240"),
          Map.entry("/grid/phasesAvailable", "1"),
          Map.entry("/grid/phasesInstalled", "1"),
          Map.entry("/communication/path", Communication.Path.DIRECT.name()),
          Map.entry("/communication/wan", Communication.Wan.BROADBAND.name()),
          Map.entry("/units/0/derType", Integer.toString(DerType.PHOTOVOLTAIC.code())),
          Map.entry("/units/0/rtgVNom", "240"),
          Map.entry("/units/0/rtgNormalCategory", "2"),
          Map.entry("/units/0/rtgAbnormalCategory", "3"),
          Map.entry("/devices/0/profile", Needs.DEVICE_PROFILE));

  private Refill() {}

  /// The fields that would send this application.
  static Map<String, String> of(Application application, ObjectMapper json) {
    Map<String, String> fields = new TreeMap<>();
    collect("", json.valueToTree(RegistrationForms.of(application)), fields);
    if (application.particulars().operator().equals(application.particulars().customer())) {
      fields.keySet().removeIf(pointer -> pointer.startsWith("/operator/"));
    }
    return fields;
  }

  private static void collect(String pointer, JsonNode node, Map<String, String> fields) {
    if (node.isObject()) {
      node.properties()
          .forEach(member -> collect(pointer + "/" + member.getKey(), member.getValue(), fields));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(pointer + "/" + i, node.get(i), fields);
      }
    } else if (!node.isNull()) {
      fields.put(pointer, shown(pointer, node));
    }
  }

  private static String shown(String pointer, JsonNode node) {
    if (node.isNumber()) {
      return TypedForm.shown(pointer, node.decimalValue());
    }
    return Completion.decoded(pointer, node.asText());
  }
}
