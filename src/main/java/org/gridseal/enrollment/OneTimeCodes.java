package org.gridseal.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gridseal.audit.Actor;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Event;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.DeviceIdentityKind;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Violation;

/// Codes by which a device without a factory certificate enrolls for the first time.
///
/// A code is shown once, kept as a slow hash, and is good for one certificate: the one that is
/// issued in the transaction that spends it. Asked again with the same key it still opens the door,
/// because the answer may have been lost on the way. A device has one code at most: a new one takes
/// the place of the one before.
///
/// Whoever is not let in learns nothing from it: a wrong code, a device without one, a device that
/// nobody registered and one attempt too many get the same answer after the same time.
public final class OneTimeCodes {
  /// An installer comes back within a week.
  private static final Duration LIFE = Duration.ofDays(7);

  /// What a refusal takes from beginning to end: many times the work behind it, so that no
  /// difference in the work is left to measure.
  private static final Duration REFUSAL = Duration.ofMillis(250);

  private final Store store;
  private final Devices devices;
  private final PolicyBook policies;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Supplier<CodeHash.Fresh> chance;
  private final Consumer<Duration> pause;
  private final CodeQuotas quotas = new CodeQuotas();

  /// @param pause lets the calling thread wait
  public OneTimeCodes(
      Store store,
      Devices devices,
      PolicyBook policies,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Supplier<CodeHash.Fresh> chance,
      Consumer<Duration> pause) {
    this.store = store;
    this.devices = devices;
    this.policies = policies;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.chance = chance;
    this.pause = pause;
  }

  /// Makes a code for a device of an approved site whose policy accepts codes.
  ///
  /// @return empty if there is no such device, or [#objections] are against it
  public Optional<Issued> issue(DeviceId device, Actor by) {
    return devices
        .find(device)
        .filter(found -> objections(found).isEmpty())
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
    return new Issued(fresh.id(), fresh.code(), until);
  }

  /// Why no code can be made for a device.
  ///
  /// @return empty if there is no such device; an empty list if nothing stands against it
  public Optional<List<Violation>> objections(DeviceId device) {
    return devices.find(device).map(this::objections);
  }

  private List<Violation> objections(RegisteredDevice device) {
    if (device.standing() != RegisteredDevice.Standing.APPROVED) {
      return List.of(new Violation("", "site-approved", "approve the device's site first"));
    }
    SecurityPolicy policy = policies.policyFor(device.connection());
    boolean accepted =
        policy.controls().enrollment().identities().contains(DeviceIdentityKind.ONE_TIME_CODE);
    return accepted
        ? List.of()
        : List.of(
            new Violation(
                "",
                "device-identity",
                "a site of tier %s (%s) takes no codes; the device needs its factory certificate"
                    .formatted(policy.tier(), policy.title())));
  }

  /// The newest code of a device, whatever became of it.
  public Optional<Status> statusOf(DeviceId device) {
    return store.statusOf(device);
  }

  /// Takes an unused code back; it opens nothing from then on.
  ///
  /// @return false if that code is not the newest of the device, has been spent, withdrawn or has
  ///   expired
  public boolean withdraw(DeviceId device, UUID code, Actor by) {
    Instant now = time.instant();
    Optional<RegisteredDevice> holder =
        store
            .statusOf(device)
            .filter(status -> status.id().equals(code) && status.isOpen(now))
            .flatMap(status -> devices.find(device));
    return holder.isPresent() && withdraw(holder.get(), code, now, by);
  }

  private boolean withdraw(RegisteredDevice device, UUID code, Instant now, Actor by) {
    return transactions.durably(
        () -> {
          boolean first = store.withdraw(code, by.subject(), now);
          if (first) {
            log.append(by, new Event.OneTimeCodeWithdrawn(device.site(), device.id()));
          }
          return first;
        });
  }

  /// Finds the code that opens the door, spent or not. May block: all answers but that of a right
  /// and unspent code take the same time.
  Optional<Kept> matching(Credential.OneTimeCode shown) {
    Instant begin = time.instant();
    Optional<Kept> found =
        store
            .newest(shown.device(), begin)
            .map(kept -> verified(kept, shown, begin))
            .orElseGet(() -> nothing(shown, begin));
    if (found.filter(kept -> kept.spentOn().isEmpty()).isEmpty()) {
      Duration rest = REFUSAL.minus(Duration.between(begin, time.instant()));
      if (rest.isPositive()) {
        pause.accept(rest);
      }
    }
    return found;
  }

  private Optional<Kept> verified(Kept kept, Credential.OneTimeCode shown, Instant now) {
    if (!quotas.take(kept.device(), now) || !kept.hash().matches(shown.code())) {
      return Optional.empty();
    }
    quotas.putBack(kept.device());
    return Optional.of(kept);
  }

  /// Works as long as a verification, as long as there is room for idle work.
  private Optional<Kept> nothing(Credential.OneTimeCode shown, Instant now) {
    if (quotas.takeForStranger(now)) {
      CodeHash.spendTime(shown.code());
    }
    return Optional.empty();
  }

  /// Spends the code in the caller's transaction.
  ///
  /// @param certificate what it is spent on
  /// @return false if it was spent on another certificate, or withdrawn
  boolean spend(Kept code, SerialNumber certificate) {
    return store.spend(code.id(), certificate, time.instant());
  }

  /// A new code, for the one moment in which it can be shown.
  public record Issued(UUID id, String code, Instant expiresAt) {
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

  /// What people may know of a code.
  public record Status(
      UUID id,
      Instant issuedAt,
      Instant expiresAt,
      Optional<SerialNumber> spentOn,
      boolean withdrawn) {
    /// Whether it still opens the door for a first time.
    public boolean isOpen(Instant now) {
      return spentOn.isEmpty() && !withdrawn && now.isBefore(expiresAt);
    }
  }

  /// Where codes are kept. The writing methods belong into a transaction of the caller.
  public interface Store {
    void add(Kept code, Instant issuedAt, Instant expiresAt, String issuedBy);

    /// The code of the device that was made last; empty if it has expired or was withdrawn.
    Optional<Kept> newest(DeviceId device, Instant now);

    /// The code of the device that was made last.
    Optional<Status> statusOf(DeviceId device);

    /// @return false if the code was spent on another certificate before, or withdrawn
    boolean spend(UUID code, SerialNumber certificate, Instant at);

    /// @return false if the code was spent or withdrawn before
    boolean withdraw(UUID code, String by, Instant at);
  }
}
