package org.gridseal.site;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Collects everything that is wrong, or merely odd, about something submitted, each with its
/// place.
///
/// Violations stand in the way of a registration; warnings are shown to the reviewer, who decides.
/// All the places made by [#at] write into the same two lists. Not safe for several threads.
public final class Findings {
  private final String pointer;
  private final List<Violation> violations;
  private final List<Violation> warnings;

  /// Starts with nothing found, at the root of the document.
  public Findings() {
    this("", new ArrayList<>(), new ArrayList<>());
  }

  private Findings(String pointer, List<Violation> violations, List<Violation> warnings) {
    this.pointer = pointer;
    this.violations = violations;
    this.warnings = warnings;
  }

  /// The same findings, one member further down.
  public Findings at(String member) {
    return new Findings(below(member), violations, warnings);
  }

  /// The same findings, at an element of a list.
  ///
  /// @param index counted from 0
  public Findings at(int index) {
    return at(Integer.toString(index));
  }

  public void violation(String member, String rule, String sentence) {
    violations.add(new Violation(below(member), rule, sentence));
  }

  /// Notes a violation unless the claim holds.
  public void require(boolean claim, String member, String rule, String sentence) {
    if (!claim) {
      violation(member, rule, sentence);
    }
  }

  /// Notes a warning unless the claim holds.
  public void expect(boolean claim, String member, String rule, String sentence) {
    if (!claim) {
      warnings.add(new Violation(below(member), rule, sentence));
    }
  }

  /// Notes a violation unless the text has 1 to `maximum` characters, all of them printable.
  public void requireText(String text, String member, int maximum) {
    long length = text.codePoints().count();
    require(
        length > 0 && length <= maximum && text.codePoints().noneMatch(Findings::isUnprintable),
        member,
        "text",
        "give 1 to " + maximum + " printable characters");
  }

  /// The same for a text that may be absent.
  public void requireTextOrNone(@Nullable String text, String member, int maximum) {
    if (text != null) {
      requireText(text, member, maximum);
    }
  }

  /// Runs a check one member further down, unless something is wrong there already: rules are told
  /// only about values that could be read.
  public void inside(String member, Consumer<Findings> check) {
    Findings place = at(member);
    if (place.sound()) {
      check.accept(place);
    }
  }

  /// Notes a violation found elsewhere, which names its place itself.
  public void add(Violation violation) {
    violations.add(violation);
  }

  /// Whether nothing at this place, or below it, is violated so far.
  public boolean sound() {
    String inside = pointer + "/";
    return violations.stream()
        .map(Violation::pointer)
        .noneMatch(place -> place.equals(pointer) || place.startsWith(inside));
  }

  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  public List<Violation> warnings() {
    return List.copyOf(warnings);
  }

  private static boolean isUnprintable(int codePoint) {
    // A lone surrogate is no character, and no encoding can store it.
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || Character.getType(codePoint) == Character.LINE_SEPARATOR;
  }

  private String below(String member) {
    return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
  }
}
