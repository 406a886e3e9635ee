package org.gridseal.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.gridseal.site.DeviceId;

/// Who acts: made once at the edge, from a verified token or from the service itself.
///
/// @param subject the identity provider's stable id, never a name or an e-mail address
/// @param roles what the person may do, in the words of the realm
/// @param organisation whose sites an installer or aggregator may see
/// @param login when the person last proved to be there; empty if nobody says so
public record Actor(
    String subject, Set<String> roles, String organisation, Optional<Instant> login) {
  private static final String DEVICE = "device:";

  /// The service acting by itself: a deadline, a first start.
  public static final Actor GRIDSEAL = new Actor("gridseal", Set.of(), "gridseal");

  /// What a device does by itself.
  public static Actor device(DeviceId device) {
    return new Actor(DEVICE + device, Set.of(), "");
  }

  /// The device whose subject this is; nothing if it is somebody else's.
  static Optional<DeviceId> deviceOf(String subject) {
    try {
      return subject.startsWith(DEVICE)
          ? Optional.of(DeviceId.fromString(subject.substring(DEVICE.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public Actor {
    roles = Set.copyOf(roles);
  }

  /// Somebody of whose login nothing is known.
  public Actor(String subject, Set<String> roles, String organisation) {
    this(subject, roles, organisation, Optional.empty());
  }

  public boolean is(String role) {
    return roles.contains(role);
  }
}
