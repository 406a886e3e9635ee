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
import org.gridseal.audit.Hash;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.SerialNumber;
import org.gridseal.policy.DeviceIdentityKind;
import org.gridseal.policy.Policies;
import org.gridseal.policy.PolicyBook;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Violation;

/// Codes by which a device without a factory certificate enrolls for the first time.
///
/// A code is shown once, kept as a slow hash, and is good for one certificate: the one that is
/// issued in the transaction that spends it. Asked again with the same key it still opens the door,
/// because the answer may have been lost on the way; and where the key was made here and lost with
/// it, another certificate takes the place of the first. A device has one code at most: a new one
/// takes the place of the one before.
///
/// Whoever is not let in learns nothing from it: a wrong code, a device without one, a device that
/// nobody registered and one attempt too many get the same answer after the same time.
public final class OneTimeCodes {
  /// An installer comes back within a week.
  private static final Duration LIFE = Duration.ofDays(7);

  /// What a refusal takes from beginning to end: many times the work behind it, so that no
  /// difference in the work is left to measure.
  private static final Duration REFUSAL = Duration.ofMillis(250);

  /// How often a key made here is sent for one code; a device that loses so many answers needs a
  /// person.
  private static final int MAXIMUM_ANSWERS = 5;

  private final CodeStore store;
  private final Devices devices;
  private final Policies policies;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Supplier<CodeHash.Fresh> chance;
  private final Consumer<Duration> pause;
  private final CodeQuotas quotas = new CodeQuotas();

  /// @param pause lets the calling thread wait
  public OneTimeCodes(
      CodeStore store,
      Devices devices,
      Policies policies,
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
    var kept = new CodeStore.Kept(fresh.id(), device.id(), fresh.hash(), Optional.empty());
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
    PolicyBook book = policies.inForce();
    SecurityPolicy policy = book.policyFor(devices.applicantFor(device, book));
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
  Optional<CodeStore.Kept> matching(Credential.OneTimeCode shown) {
    Instant begin = time.instant();
    Optional<CodeStore.Kept> found =
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

  private Optional<CodeStore.Kept> verified(
      CodeStore.Kept kept, Credential.OneTimeCode shown, Instant now) {
    if (!quotas.take(kept.device(), now) || !kept.hash().matches(shown.code())) {
      return Optional.empty();
    }
    quotas.putBack(kept.device());
    return Optional.of(kept);
  }

  /// Works as long as a verification, as long as there is room for idle work.
  private Optional<CodeStore.Kept> nothing(Credential.OneTimeCode shown, Instant now) {
    if (quotas.takeForStranger(now)) {
      CodeHash.spendTime(shown.code());
    }
    return Optional.empty();
  }

  /// Spends the code in the caller's transaction, once more if it was spent before.
  ///
  /// @param certificate what it is spent on
  /// @param request of a key made here, so that the very same may come again
  /// @return false if it was spent on another certificate meanwhile, or withdrawn
  boolean spend(CodeStore.Kept code, SerialNumber certificate, Optional<Hash> request) {
    int generation = code.spent().map(CodeStore.Spending::generation).orElse(0) + 1;
    return store.spend(
        code.id(), new CodeStore.Spending(certificate, generation, request, time.instant()));
  }

  /// Whether the answer to this very request may have been lost, and with it the key made here: it
  /// was the last that the code was spent on, a short time ago, and not for the umpteenth time.
  ///
  /// @return what it was spent on
  Optional<SerialNumber> lost(CodeStore.Kept code, Hash request) {
    return code.spent()
        .filter(spending -> spending.request().filter(request::equals).isPresent())
        .filter(spending -> spending.generation() < MAXIMUM_ANSWERS)
        .filter(spending -> spending.at().plus(Issuance.RETRY_WINDOW).isAfter(time.instant()))
        .map(CodeStore.Spending::certificate);
  }

  /// A new code, for the one moment in which it can be shown.
  public record Issued(UUID id, String code, Instant expiresAt) {
    /// Leaves the code out.
    @Override
    public String toString() {
      return "one-time code until " + expiresAt;
    }
  }

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
}
