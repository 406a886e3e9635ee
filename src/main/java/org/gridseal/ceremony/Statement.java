package org.gridseal.ceremony;

import java.util.List;

/// What people say of an act, and what ran.
///
/// @param people who was there, as they want to be named
/// @param software what ran
public record Statement(List<Person> people, String software) {
  public Statement {
    people = List.copyOf(people);
  }

  /// @param role what the person did there, such as `administrator` or `witness`
  public record Person(String role, String name) {
    /// @param text `ROLE=NAME`
    /// @throws IllegalArgumentException if it is not of that form
    public static Person parse(String text) {
      int at = text.indexOf('=');
      if (at < 1 || at == text.length() - 1 || text.length() > 200) {
        throw new IllegalArgumentException("a person is given as ROLE=NAME");
      }
      return new Person(text.substring(0, at).strip(), text.substring(at + 1).strip());
    }
  }
}
