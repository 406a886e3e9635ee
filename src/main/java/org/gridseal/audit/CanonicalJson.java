package org.gridseal.audit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Writes JSON in the one form that RFC 8785 gives it, so that equal content has equal bytes.
///
/// Closed on purpose: texts, whole numbers, truth values, lists and objects. Without fractions the
/// hard part of RFC 8785 (§3.2.2.3, how a double is printed) cannot go wrong.
final class CanonicalJson {
  /// Whole numbers up to here survive every JSON reader (RFC 7493 §2.2).
  static final long MAXIMUM_NUMBER = (1L << 53) - 1;

  private final StringBuilder out = new StringBuilder();

  private CanonicalJson() {}

  /// Writes an object in UTF-8.
  ///
  /// @throws IllegalArgumentException if a value is of another kind, a number too large, or a text
  ///   not Unicode (a lone surrogate)
  static byte[] encode(Map<String, ?> object) {
    var json = new CanonicalJson();
    json.object(object);
    return json.out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(Object value) {
    switch (value) {
      case String text -> text(text);
      case Integer number -> number(number);
      case Long number -> number(number);
      case Boolean truth -> out.append(truth);
      case List<?> list -> list(list);
      case Map<?, ?> object -> object(object);
      default ->
          throw new IllegalArgumentException("no canonical form for " + value.getClass().getName());
    }
  }

  private void object(Map<?, ?> object) {
    // Names are ordered by UTF-16 code units (RFC 8785 §3.2.3), which is how Java compares strings.
    Map<String, Object> sorted = new TreeMap<>();
    object.forEach((name, value) -> sorted.put((String) name, value));
    out.append('{');
    Iterator<Map.Entry<String, Object>> members = sorted.entrySet().iterator();
    while (members.hasNext()) {
      Map.Entry<String, Object> member = members.next();
      text(member.getKey());
      out.append(':');
      value(member.getValue());
      out.append(members.hasNext() ? "," : "");
    }
    out.append('}');
  }

  private void list(List<?> list) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      out.append(i == 0 ? "" : ",");
      value(list.get(i));
    }
    out.append(']');
  }

  private void number(long number) {
    if (Math.abs(number) > MAXIMUM_NUMBER) {
      throw new IllegalArgumentException("a number beyond 2^53-1 has no canonical form");
    }
    out.append(number);
  }

  private void text(String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException("a text with a lone surrogate has no canonical form");
    }
    out.append('"');
    text.chars().forEach(this::character);
    out.append('"');
  }

  /// Escapes what must be, in the shortest way (RFC 8785 §3.2.2.2).
  private void character(int character) {
    switch (character) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append("\\b");
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\f' -> out.append("\\f");
      case '\r' -> out.append("\\r");
      default -> {
        if (character < ' ') {
          out.append("\\u").append(HexFormat.of().toHexDigits((short) character));
        } else {
          out.append((char) character);
        }
      }
    }
  }
}
