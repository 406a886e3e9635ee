package org.gridseal.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Who acts, as far as a policy has an opinion on it. No name: who it was, the log says.
///
/// @param roles in the order of their names
/// @param organisation empty for the utility's own people
public record Person(List<String> roles, String organisation) {
  public Person {
    roles = List.copyOf(new TreeSet<>(roles));
  }

  public static Person of(Set<String> roles, String organisation) {
    return new Person(List.copyOf(roles), organisation);
  }
}
