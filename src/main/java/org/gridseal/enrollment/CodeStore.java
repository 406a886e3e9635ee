package org.gridseal.enrollment;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.audit.Hash;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;

/// Where one-time codes are kept. The writing methods belong into a transaction of the caller.
public interface CodeStore {
  void add(Kept code, Instant issuedAt, Instant expiresAt, String issuedBy);

  /// The code of the device that was made last; empty if it has expired or was withdrawn.
  Optional<Kept> newest(DeviceId device, Instant now);

  /// The code of the device that was made last.
  Optional<OneTimeCodes.Status> statusOf(DeviceId device);

  /// @return false if the code was spent for that generation before, or withdrawn
  boolean spend(UUID code, Spending spending);

  /// @return false if the code was spent or withdrawn before
  boolean withdraw(UUID code, String by, Instant at);

  /// A code as it is kept.
  ///
  /// @param spent what became of it, the newest if more than once
  record Kept(UUID id, DeviceId device, CodeHash hash, Optional<Spending> spent) {
    Optional<SerialNumber> spentOn() {
      return spent.map(Spending::certificate);
    }
  }

  /// What a code was good for.
  ///
  /// @param generation 1, and one more each time that the answer with a key made here was lost
  /// @param request hash of the request, if the key was made here
  record Spending(SerialNumber certificate, int generation, Optional<Hash> request, Instant at) {}
}
