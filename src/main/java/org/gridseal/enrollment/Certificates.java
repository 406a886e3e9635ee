package org.gridseal.enrollment;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;
import org.gridseal.x509.SubjectKey;

/// All certificates that were ever intended or issued. Nothing is ever changed or taken away.
///
/// The two writing methods belong into a transaction of the caller.
public interface Certificates {
  /// How far the newest certificate of this key has come, whichever device has it.
  Progress progress(SubjectKey key);

  /// Makes ready for an intent of this profile and authority; outside of any transaction.
  void expect(Intent intent);

  /// Records intents that were expected.
  ///
  /// @return for each, in their order, whether it was written: it is not if somebody else recorded
  ///   the same generation of the same key first
  List<Boolean> intend(List<Intent> intents);

  /// Keeps signed certificates. Each takes over from the identity that its device had under its
  /// profile until then: the newest certificate, however it was asked for; where there was none,
  /// the identity that the device was registered with. A device has one chain of them under each
  /// profile, without forks, whoever keeps its certificates at the same moment.
  ///
  /// None is kept of a device that was taken out since it was let in, alone or with its site, or
  /// for whoever showed a certificate that was revoked since. Until the caller's transaction ends
  /// nobody takes a device out of which one was kept; whoever does so then finds it.
  ///
  /// @return for each, in their order, what became of it
  List<Keeping> keep(List<Successor> certificates);

  Optional<KeptCertificate> find(SerialNumber serialNumber);

  /// The device's certificates, newest first.
  List<KeptCertificate> of(DeviceId device);

  boolean isRevoked(SerialNumber serialNumber);

  /// A signed certificate.
  ///
  /// @param overlapUntil how long, exclusive, the identity that it takes over from is authorised
  ///   beside it; the end of that one's certificate may be sooner
  /// @param shown the certificate of ours by which whoever asked was let in
  record Successor(
      KeptCertificate certificate, Instant overlapUntil, Optional<SerialNumber> shown) {
    /// @param overlap as the policy has it, counted in days of UTC
    static Successor of(KeptCertificate certificate, Period overlap, Optional<SerialNumber> shown) {
      return new Successor(
          certificate,
          certificate.issuedAt().atOffset(ZoneOffset.UTC).plus(overlap).toInstant(),
          shown);
    }
  }

  /// What became of a signed certificate.
  sealed interface Keeping {
    /// @param link to the identity that it takes over from, if there was one
    record Kept(Optional<Succession> link) implements Keeping {}

    /// Somebody else kept one for the same intent first; nothing was written.
    record Late() implements Keeping {}

    /// Whoever asked for it is not let in any more; nothing was written. One of the first two is
    /// false, or the last is true.
    ///
    /// @param registered whether its site still holds the device
    /// @param open whether device and site are neither suspended nor retired
    /// @param revoked whether the certificate shown is revoked, or on hold
    record Closed(boolean registered, boolean open, boolean revoked) implements Keeping {}
  }

  /// How far a certificate has come.
  sealed interface Progress {
    record None() implements Progress {}

    record Intended(Intent intent) implements Progress {}

    record Issued(KeptCertificate certificate, int generation, boolean revoked)
        implements Progress {}
  }
}
