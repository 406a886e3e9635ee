package org.gridseal.lint;

import java.util.Set;
import java.util.function.Predicate;

/// One thing that may be wrong with a certificate.
///
/// @param name kebab-case, and never changed: scripts of others look for it
/// @param roles whose certificates it is about
/// @param source the clause it comes from
/// @param sentence what is wrong and what to do, for people
/// @param broken whether a certificate breaks it
public record Rule(
    String name,
    Severity severity,
    Set<Role> roles,
    String source,
    String sentence,
    Predicate<Examined> broken) {
  public Rule {
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw new IllegalArgumentException("a rule's name is in kebab-case");
    }
    roles = Set.copyOf(roles);
  }

  static Rule error(
      String name, Set<Role> roles, String source, String sentence, Predicate<Examined> broken) {
    return new Rule(name, Severity.ERROR, roles, source, sentence, broken);
  }

  static Rule warning(
      String name, Set<Role> roles, String source, String sentence, Predicate<Examined> broken) {
    return new Rule(name, Severity.WARNING, roles, source, sentence, broken);
  }

  static Rule notice(
      String name, Set<Role> roles, String source, String sentence, Predicate<Examined> broken) {
    return new Rule(name, Severity.NOTICE, roles, source, sentence, broken);
  }

  boolean isBrokenBy(Examined examined) {
    return roles.contains(examined.role()) && broken.test(examined);
  }
}
