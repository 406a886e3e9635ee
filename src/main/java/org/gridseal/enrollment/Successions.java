package org.gridseal.enrollment;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.Lfdi;

/// Which identity took over from which: for each device and certificate profile one chain, without
/// forks. Nothing is ever changed or taken away.
public interface Successions {
  /// Links certificates that were kept in the same transaction, each to the identity that its
  /// device had under its profile until then: the newest certificate, however it was asked for;
  /// where there was none, the identity that the device was registered with.
  ///
  /// @return the links, of those that had something to take over from; in any order
  /// @throws org.gridseal.database.DatabaseException if the same device is being linked elsewhere
  ///   at this moment; nothing was written then, and the next attempt finds that link
  List<Succession> link(List<Successor> successors);

  /// How this identity came about, if it took over from another.
  Optional<Succession> to(Lfdi successor);

  /// What came after this identity. A factory's LFDI may have begun several chains, when its device
  /// was registered again; the newest is told.
  Optional<Succession> from(Lfdi predecessor);

  /// The whole chain that an identity is in, the oldest link first; nothing if it is in none.
  List<Succession> chainOf(Lfdi any);

  /// A certificate that may take over.
  ///
  /// @param overlapUntil as the policy has it; what the predecessor's own end allows may be less
  record Successor(SerialNumber serialNumber, Instant since, Instant overlapUntil) {
    /// @param overlap counted in days of UTC
    static Successor of(KeptCertificate kept, Period overlap) {
      Instant since = kept.issuedAt();
      return new Successor(
          kept.serialNumber(), since, since.atOffset(ZoneOffset.UTC).plus(overlap).toInstant());
    }
  }
}
