package org.gridseal.enrollment;

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

  /// Keeps signed certificates.
  ///
  /// @return for each, in their order, whether it was written: it is not if somebody else kept one
  ///   for the same intent first
  List<Boolean> keep(List<KeptCertificate> certificates);

  Optional<KeptCertificate> find(SerialNumber serialNumber);

  /// The device's certificates, newest first.
  List<KeptCertificate> of(DeviceId device);

  boolean isRevoked(SerialNumber serialNumber);

  /// How far a certificate has come.
  sealed interface Progress {
    record None() implements Progress {}

    record Intended(Intent intent) implements Progress {}

    record Issued(KeptCertificate certificate, int generation, boolean revoked)
        implements Progress {}
  }
}
