package org.gridseal.audit;

import java.util.Set;

/// Who acts: made once at the edge, from a verified token or from the service itself.
///
/// @param subject the identity provider's stable id, never a name or an e-mail address
/// @param roles what the person may do, in the words of the realm
/// @param organisation whose sites an installer or aggregator may see
public record Actor(String subject, Set<String> roles, String organisation) {
  /// The service acting by itself: a deadline, a first start.
  public static final Actor GRIDSEAL = new Actor("gridseal", Set.of(), "gridseal");

  public Actor {
    roles = Set.copyOf(roles);
  }

  public boolean is(String role) {
    return roles.contains(role);
  }
}
