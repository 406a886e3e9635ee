package org.gridseal.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gridseal.site.Violation;

/// What the page knows and does not ask, put into the form before it is read.
final class Completion {
  /// Names the text of [RegisterTexts#declarationText]; a changed text has a new name.
  static final String DECLARATION_TEXT = "2026-11";

  private static final Pattern HARDWARE_SERIAL = Pattern.compile("/devices/\\d{1,3}/hwSerialNum");

  /// How a person says that a serial is binary.
  private static final String HEXADECIMAL = "0x";

  private static final List<String> SECTIONS =
      List.of(
          "/applicationRef",
          "/connectionPoint",
          "/address",
          "/customer",
          "/operator",
          "/installer",
          "/grid",
          "/communication",
          "/units",
          "/devices",
          "/declaration");

  private static final List<String> PARTY = List.of("/name", "/email", "/phone");

  private Completion() {}

  /// Everything that the API would be sent.
  static Map<String, String> of(TypedForm form, Instant now) {
    Map<String, String> fields = new TreeMap<>(form.fields());
    fields.remove("/declaration/accepted");
    fields.put("/declaration/textVersion", DECLARATION_TEXT);
    fields.put("/declaration/time", now.toString());
    fields.putIfAbsent("/grid/centralProtection", "false");
    fields.putIfAbsent("/connectionPoint/scheme", scheme(form));
    fields.replaceAll(Completion::encoded);
    if (customerOperates(form)) {
      PARTY.forEach(
          member ->
              fields.put(
                  "/operator" + member, form.fields().getOrDefault("/customer" + member, "")));
    }
    return fields;
  }

  /// Violations as the person can correct them, in the order of the form: not of what was copied,
  /// and not of a group as a whole where its fields say more.
  static List<Violation> blamed(TypedForm form, List<Violation> violations) {
    return violations.stream()
        .filter(found -> !(customerOperates(form) && found.pointer().startsWith("/operator")))
        .filter(found -> violations.stream().noneMatch(other -> isWithin(other, found)))
        .sorted(Comparator.comparingInt(found -> SECTIONS.indexOf(section(found))))
        .toList();
  }

  private static boolean isWithin(Violation inner, Violation outer) {
    return !outer.pointer().isEmpty() && inner.pointer().startsWith(outer.pointer() + "/");
  }

  private static String section(Violation violation) {
    int end = violation.pointer().indexOf('/', 1);
    return end < 0 ? violation.pointer() : violation.pointer().substring(0, end);
  }

  private static boolean customerOperates(TypedForm form) {
    return PARTY.stream().allMatch(member -> form.value("/operator" + member).isEmpty());
  }

  private static String scheme(TypedForm form) {
    return form.value("/address/country").equals("AU") ? "NMI" : "OTHER";
  }

  /// Makers use binary serials as well as text; people copy what the label says.
  private static String encoded(String pointer, String value) {
    if (!HARDWARE_SERIAL.matcher(pointer).matches() || value.isEmpty()) {
      return value;
    }
    return value.startsWith(HEXADECIMAL)
        ? value.substring(HEXADECIMAL.length())
        : HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8));
  }

  /// What the field shows for a value of the API.
  static String decoded(String pointer, String value) {
    return HARDWARE_SERIAL.matcher(pointer).matches() ? HEXADECIMAL + value : value;
  }
}
