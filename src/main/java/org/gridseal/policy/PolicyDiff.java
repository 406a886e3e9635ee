package org.gridseal.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gridseal.document.Document;

/// What two policy files say differently, a line for each value.
public final class PolicyDiff {
  private static final List<String> NAMES = List.of("tier", "name");

  private PolicyDiff() {}

  /// @param before conforms to the schema, as does `after`
  public static List<String> of(byte[] before, byte[] after) {
    Map<String, String> left = values(before);
    Map<String, String> right = values(after);
    List<String> lines = new ArrayList<>();
    left.forEach(
        (path, value) -> {
          String other = right.get(path);
          if (other == null) {
            lines.add("- %s: %s".formatted(path, value));
          } else if (!other.equals(value)) {
            lines.add("~ %s: %s -> %s".formatted(path, value, other));
          }
        });
    right.forEach(
        (path, value) -> {
          if (!left.containsKey(path)) {
            lines.add("+ %s: %s".formatted(path, value));
          }
        });
    return lines;
  }

  private static Map<String, String> values(byte[] yaml) {
    Map<String, String> values = new LinkedHashMap<>();
    add(Document.read(yaml, "sites.schema.json").root(), "", values);
    return values;
  }

  /// Entries are told by their names and not by their places, so that one more is one line more.
  private static void add(JsonNode node, String path, Map<String, String> values) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> add(field.getValue(), joined(path, field.getKey()), values));
    } else if (node.isArray() && !node.isEmpty() && node.get(0).isObject()) {
      IntStream.range(0, node.size())
          .forEach(i -> add(node.get(i), joined(path, nameOf(node.get(i), i)), values));
    } else {
      values.put(path, node.isTextual() ? node.textValue() : node.toString());
    }
  }

  private static String nameOf(JsonNode entry, int place) {
    return NAMES.stream()
        .filter(entry::has)
        .map(name -> entry.get(name).asText())
        .findFirst()
        .orElse(Integer.toString(place));
  }

  private static String joined(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
