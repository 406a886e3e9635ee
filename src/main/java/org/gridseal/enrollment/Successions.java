package org.gridseal.enrollment;

import java.util.List;
import org.gridseal.site.Lfdi;

/// Which identity took over from which. [Certificates#keep] writes it; nothing is ever changed or
/// taken away.
@FunctionalInterface
public interface Successions {
  /// The whole chain that an identity is in, the oldest link first; nothing if it is in none. A
  /// factory's LFDI may have begun several chains, when its device was registered again; the newest
  /// is told.
  List<Succession> chainOf(Lfdi any);
}
