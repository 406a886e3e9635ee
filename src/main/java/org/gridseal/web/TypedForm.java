package org.gridseal.web;

import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.gridseal.site.Violation;

/// What a person typed into a form whose fields are named by JSON pointers, and the same in the
/// units of the API: people type kilowatts, because rating labels are in kilowatts.
///
/// @param typed as it stands in the fields, stripped
/// @param fields the same in W, VA and Wh
/// @param violations what could not be brought into them
record TypedForm(
    Map<String, String> typed, Map<String, String> fields, List<Violation> violations) {
  /// Members in watts, volt-amperes or watt-hours.
  private static final Pattern IN_THOUSANDS = Pattern.compile(".*[a-z](W|VA|Wh)");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}([.,]\\d{1,6})?");
  private static final int KILO = 3;

  TypedForm {
    typed = Map.copyOf(typed);
    fields = Map.copyOf(fields);
    violations = List.copyOf(violations);
  }

  static TypedForm of(MultivaluedMap<String, String> sent) {
    Map<String, String> typed = new TreeMap<>();
    sent.forEach((pointer, values) -> typed.put(pointer, values.getLast().strip()));
    Map<String, String> fields = new TreeMap<>(typed);
    List<Violation> violations = new ArrayList<>();
    typed.forEach(
        (pointer, value) -> {
          if (IN_THOUSANDS.matcher(pointer).matches() && !value.isEmpty()) {
            thousands(value)
                .ifPresentOrElse(
                    units -> fields.put(pointer, units),
                    () -> {
                      fields.remove(pointer);
                      violations.add(new Violation(pointer, "number", "give a number such as 7.6"));
                    });
          }
        });
    return new TypedForm(typed, fields, violations);
  }

  /// What the field shows for a number of the API.
  static String shown(String pointer, BigDecimal number) {
    boolean inThousands = IN_THOUSANDS.matcher(pointer).matches();
    return number.movePointLeft(inThousands ? KILO : 0).stripTrailingZeros().toPlainString();
  }

  static TypedForm nothing() {
    return new TypedForm(Map.of(), Map.of(), List.of());
  }

  /// What stands in the fields below a pointer, in the order of their names.
  List<String> valuesBelow(String prefix) {
    return typed.entrySet().stream()
        .filter(field -> field.getKey().startsWith(prefix))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  String value(String pointer) {
    return typed.getOrDefault(pointer, "");
  }

  /// The form with what the rules found, too. Where the form itself has objected to a field, its
  /// words are enough.
  FormState against(List<Violation> found) {
    List<Violation> all = new ArrayList<>(violations);
    found.stream()
        .filter(violation -> violations.stream().noneMatch(own -> isAboutSame(own, violation)))
        .forEach(all::add);
    return new FormState(typed, all);
  }

  private static Optional<String> thousands(String value) {
    return NUMBER.matcher(value).matches()
        ? Optional.of(
            new BigDecimal(value.replace(',', '.'))
                .movePointRight(KILO)
                .stripTrailingZeros()
                .toPlainString())
        : Optional.empty();
  }

  private static boolean isAboutSame(Violation own, Violation found) {
    return own.pointer().equals(found.pointer());
  }
}
