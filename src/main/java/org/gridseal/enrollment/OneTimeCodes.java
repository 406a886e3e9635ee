package org.gridseal.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.SerialNumber;
import org.gridseal.site.DeviceId;

/// Codes by which a device without a factory certificate enrolls for the first time.
///
/// A code is shown once, kept as a slow hash, and is good for one certificate: the one that is
/// issued in the transaction that spends it. Asked again with the same key it still opens the door,
/// because the answer may have been lost on the way.
public final class OneTimeCodes {
  /// An installer comes back within a week.
  private static final Duration LIFE = Duration.ofDays(7);

  private final Store store;
  private final Devices devices;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Supplier<CodeHash.Fresh> chance;

  public OneTimeCodes(
      Store store,
      Devices devices,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Supplier<CodeHash.Fresh> chance) {
    this.store = store;
    this.devices = devices;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.chance = chance;
  }

  /// Makes a code for a device of an approved site.
  ///
  /// @return empty if there is no such device, or its site is not approved
  public Optional<Issued> issue(DeviceId device, Actor by) {
    return devices
        .find(device)
        .filter(found -> found.standing() == RegisteredDevice.Standing.APPROVED)
        .map(found -> issue(found, by));
  }

  private Issued issue(RegisteredDevice device, Actor by) {
    CodeHash.Fresh fresh = chance.get();
    Instant now = time.instant();
    Instant until = now.plus(LIFE);
    var kept = new Kept(fresh.id(), device.id(), fresh.hash(), Optional.empty());
    transactions.durably(
        () -> {
          store.add(kept, now, until, by.subject());
          log.append(by, new Event.OneTimeCodeIssued(device.site(), device.id()));
        });
    return new Issued(fresh.code(), until);
  }

  /// Finds the code that opens the door, spent or not. It takes about as long for a device without
  /// codes, so that nobody learns who has one.
  Optional<Kept> matching(Credential.OneTimeCode shown) {
    List<Kept> candidates = store.of(shown.device(), time.instant());
    if (candidates.isEmpty()) {
      CodeHash.spendTime(shown.code());
    }
    return candidates.stream().filter(kept -> kept.hash().matches(shown.code())).findFirst();
  }

  /// Spends the code in the caller's transaction.
  ///
  /// @param certificate what it is spent on
  /// @return false if it was spent on another certificate
  boolean spend(Kept code, SerialNumber certificate) {
    return store.spend(code.id(), certificate, time.instant());
  }

  /// A new code, for the one moment in which it can be shown.
  public record Issued(String code, Instant expiresAt) {
    /// Leaves the code out.
    @Override
    public String toString() {
      return "one-time code until " + expiresAt;
    }
  }

  /// A code as it is kept.
  ///
  /// @param spentOn the certificate it was good for
  public record Kept(UUID id, DeviceId device, CodeHash hash, Optional<SerialNumber> spentOn) {}

  /// Where codes are kept. The writing methods belong into a transaction of the caller.
  public interface Store {
    void add(Kept code, Instant issuedAt, Instant expiresAt, String issuedBy);

    /// The device's codes that have not expired.
    List<Kept> of(DeviceId device, Instant now);

    /// @return false if the code was spent on another certificate before
    boolean spend(UUID code, SerialNumber certificate, Instant at);
  }
}
