package org.gridseal.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridseal.site.Violation;
import org.jspecify.annotations.Nullable;

/// A form as a person left it: what stands in each field, and what is wrong with it.
///
/// Fields are named by JSON pointers (RFC 6901), the same that the API's violations carry, so a
/// violation finds its field without a table between them.
///
/// @param values what was typed, by pointer, in the units that the page shows
/// @param violations in the order in which the rules found them
public record FormState(Map<String, String> values, List<Violation> violations) {
  private static final Pattern STEP = Pattern.compile("/");

  public FormState {
    values = Map.copyOf(values);
    violations = List.copyOf(violations);
  }

  /// The field of a group, with what belongs into it and beside it.
  ///
  /// @param group pointer of what holds it, "" for the whole form
  /// @param name the rest of its pointer, without a leading slash
  public Field field(String group, String name) {
    String pointer = group + "/" + name;
    return new Field(
        pointer, idOf(pointer), labelOf(pointer), values.getOrDefault(pointer, ""), error(pointer));
  }

  /// The groups of a list, as many as anybody filled in, at least one.
  public List<Group> groups(String list) {
    int last =
        values.keySet().stream()
            .filter(pointer -> pointer.startsWith(list + "/"))
            .map(pointer -> steps(pointer.substring(list.length())).findFirst().orElse(""))
            .filter(FormState::isPlace)
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(0);
    return IntStream.rangeClosed(0, last).mapToObj(index -> group(list, index)).toList();
  }

  /// The group that comes after the last one; the browser numbers its copies itself.
  public Group blank(String list) {
    return group(list, groups(list).size());
  }

  /// Whether anything stands in a group, so that a fold which holds it must be open.
  public boolean filled(String group) {
    return values.entrySet().stream()
        .anyMatch(entry -> entry.getKey().startsWith(group + "/") && !entry.getValue().isBlank());
  }

  /// Whether one of these fields is filled in or wrong, so that a fold which holds it must be open.
  ///
  /// @param names separated by blanks
  public boolean shows(String group, String names) {
    return Stream.of(names.split(" "))
        .map(name -> field(group, name))
        .anyMatch(field -> field.error() != null || !field.value().isBlank());
  }

  /// What the summary above the form says: each sentence once, with a way to its field.
  public List<Problem> problems() {
    return violations.stream().map(this::problem).distinct().toList();
  }

  private @Nullable String error(String pointer) {
    String sentences =
        violations.stream()
            .filter(violation -> violation.pointer().equals(pointer))
            .map(violation -> capitalized(violation.sentence()))
            .distinct()
            .collect(Collectors.joining(". "));
    return sentences.isEmpty() ? null : sentences;
  }

  private Problem problem(Violation violation) {
    String pointer = violation.pointer();
    return new Problem(
        pointer.isEmpty() ? null : idOf(pointer),
        labelOf(pointer),
        ordinalOf(pointer),
        capitalized(violation.sentence()));
  }

  private static Group group(String list, int index) {
    String pointer = list + "/" + index;
    return new Group(pointer, idOf(pointer), index + 1);
  }

  private static String idOf(String pointer) {
    return "f" + Objects.requireNonNull(pointer).replace('/', '-');
  }

  /// The message of [FieldTexts] with the label: the pointer's names as one word.
  private static String labelOf(String pointer) {
    return steps(pointer)
        .filter(step -> !isPlace(step))
        .map(FormState::capitalized)
        .collect(Collectors.collectingAndThen(Collectors.joining(), FormState::uncapitalized));
  }

  /// For people: the place in a list plus one; null outside of lists.
  private static @Nullable Integer ordinalOf(String pointer) {
    return steps(pointer)
        .filter(FormState::isPlace)
        .map(place -> Integer.parseInt(place) + 1)
        .findFirst()
        .orElse(null);
  }

  private static boolean isPlace(String step) {
    return step.matches("\\d{1,3}");
  }

  private static Stream<String> steps(String pointer) {
    return STEP.splitAsStream(pointer).filter(step -> !step.isEmpty());
  }

  private static String capitalized(String words) {
    return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static String uncapitalized(String word) {
    return word.isEmpty() ? word : Character.toLowerCase(word.charAt(0)) + word.substring(1);
  }

  /// One field.
  ///
  /// @param id of its element
  /// @param label the message with its label
  /// @param error the sentence beside it, null when nothing is wrong
  public record Field(
      String pointer, String id, String label, String value, @Nullable String error) {}

  /// One group of a list.
  ///
  /// @param ordinal counted from 1, for people
  public record Group(String pointer, String id, int ordinal) {}

  /// One line of the summary.
  ///
  /// @param id of the field it is about, null when it is about the whole
  /// @param label the message with that field's label
  /// @param ordinal of the group that the field is in, null when it is in none
  public record Problem(
      @Nullable String id, String label, @Nullable Integer ordinal, String sentence) {}
}
