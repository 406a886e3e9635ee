package org.gridseal.enrollment;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.gridseal.authority.SerialNumber;
import org.gridseal.database.DatabaseException;
import org.gridseal.enrollment.RegisteredDevice.Standing;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.x509.SubjectKey;

/// Certificates that are gone when the test is over, with the uniqueness of the tables. Somebody
/// else can be let in between two steps.
final class InMemoryCertificates implements Certificates, Successions {
  private final List<Intent> intents = new ArrayList<>();
  private final Map<SerialNumber, KeptCertificate> kept = new LinkedHashMap<>();
  private final Set<SerialNumber> revoked = new HashSet<>();
  private final List<Succession> links = new ArrayList<>();
  private final Map<DeviceId, Lfdi> registered = new HashMap<>();
  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final Devices devices;
  private boolean away;
  private Runnable beforeIntent = InMemoryCertificates::nobody;
  private Runnable beforeKeeping = InMemoryCertificates::nobody;

  InMemoryCertificates(Devices devices) {
    this.devices = devices;
  }

  /// Remembers what is there now, and gives what restores it.
  Runnable mark() {
    List<Intent> intentsBefore = List.copyOf(intents);
    Map<SerialNumber, KeptCertificate> keptBefore = new LinkedHashMap<>(kept);
    Set<SerialNumber> revokedBefore = Set.copyOf(revoked);
    int linksBefore = links.size();
    return () -> {
      intents.clear();
      intents.addAll(intentsBefore);
      kept.clear();
      kept.putAll(keptBefore);
      revoked.clear();
      revoked.addAll(revokedBefore);
      links.subList(linksBefore, links.size()).clear();
    };
  }

  /// Says which identity a device was registered with.
  void register(DeviceId device, Lfdi lfdi) {
    registered.put(device, lfdi);
  }

  /// Answers nothing from now on, until it is told to again.
  void goAway(boolean gone) {
    away = gone;
  }

  /// @return false if it was before
  boolean revoke(SerialNumber serialNumber) {
    return revoked.add(serialNumber);
  }

  /// Lets somebody else in, once, just before the next intent is written.
  void letInBeforeIntent(Runnable somebody) {
    beforeIntent = somebody;
  }

  /// Lets somebody else in, once, just before the next certificate is kept.
  void letInBeforeKeeping(Runnable somebody) {
    beforeKeeping = somebody;
  }

  private static void nobody() {}

  List<Intent> intents() {
    return intents;
  }

  @Override
  public void expect(Intent intent) {
    expected.add(intent.profile());
  }

  @Override
  public Progress progress(SubjectKey key) {
    if (away) {
      throw new DatabaseException("the database cannot be read", new SQLException("away", "08006"));
    }
    return intents.stream()
        .filter(intent -> isFor(intent, key))
        .max(Comparator.comparingInt(Intent::generation))
        .map(this::progressOf)
        .orElseGet(Progress.None::new);
  }

  private Progress progressOf(Intent intent) {
    SerialNumber serialNumber = intent.draft().serialNumber();
    KeptCertificate certificate = kept.get(serialNumber);
    return certificate == null
        ? new Progress.Intended(intent)
        : new Progress.Issued(certificate, intent.generation(), isRevoked(serialNumber));
  }

  @Override
  public List<Boolean> intend(List<Intent> together) {
    return together.stream().map(this::intend).toList();
  }

  private boolean intend(Intent intent) {
    if (!expected.contains(intent.profile())) {
      throw new IllegalStateException("nobody expected an intent of " + intent.profile());
    }
    Runnable somebody = beforeIntent;
    beforeIntent = InMemoryCertificates::nobody;
    somebody.run();
    boolean isTaken =
        intents.stream()
            .anyMatch(
                other -> isFor(other, intent.key()) && other.generation() == intent.generation());
    return !isTaken && intents.add(intent);
  }

  private static boolean isFor(Intent intent, SubjectKey key) {
    return Arrays.equals(intent.key().fingerprint(), key.fingerprint());
  }

  @Override
  public List<Keeping> keep(List<Successor> certificates) {
    return certificates.stream().map(this::keep).toList();
  }

  private Keeping keep(Successor successor) {
    KeptCertificate certificate = successor.certificate();
    Runnable somebody = beforeKeeping;
    beforeKeeping = InMemoryCertificates::nobody;
    somebody.run();
    if (intents.stream()
        .noneMatch(it -> it.draft().serialNumber().equals(certificate.serialNumber()))) {
      throw new IllegalStateException("a certificate without an intent");
    }
    Optional<RegisteredDevice> holder = devices.find(certificate.device());
    boolean open = holder.filter(it -> it.standing() == Standing.APPROVED).isPresent();
    boolean isShownRevoked = successor.shown().filter(this::isRevoked).isPresent();
    if (!open || isShownRevoked) {
      return new Keeping.Closed(holder.isPresent(), open, isShownRevoked);
    }
    if (kept.containsKey(certificate.serialNumber())) {
      return new Keeping.Late();
    }
    Optional<Succession> link = link(successor);
    link.ifPresent(links::add);
    kept.put(certificate.serialNumber(), certificate);
    return new Keeping.Kept(link);
  }

  /// The newest of the device and profile is the head of their chain.
  private Optional<Succession> link(Successor successor) {
    KeptCertificate certificate = successor.certificate();
    Optional<KeptCertificate> head =
        of(certificate.device()).stream()
            .filter(other -> other.profile().equals(certificate.profile()))
            .findFirst();
    Instant end = head.map(KeptCertificate::notAfter).orElse(Instant.MAX);
    Instant until = successor.overlapUntil().isBefore(end) ? successor.overlapUntil() : end;
    return head.map(KeptCertificate::lfdi)
        .or(() -> Optional.ofNullable(registered.get(certificate.device())))
        .map(
            before ->
                new Succession(
                    certificate.device(),
                    certificate.profile(),
                    chainOf(before).size() + 1,
                    before,
                    head.map(KeptCertificate::serialNumber),
                    certificate.lfdi(),
                    certificate.serialNumber(),
                    certificate.issuedAt(),
                    until.isBefore(certificate.issuedAt()) ? certificate.issuedAt() : until));
  }

  @Override
  public List<Succession> chainOf(Lfdi any) {
    return links.stream()
        .filter(link -> link.successor().equals(any) || link.predecessor().equals(any))
        .findFirst()
        .map(
            one ->
                links.stream()
                    .filter(
                        link ->
                            link.device().equals(one.device())
                                && link.profile().equals(one.profile()))
                    .toList())
        .orElseGet(List::of);
  }

  @Override
  public Optional<KeptCertificate> find(SerialNumber serialNumber) {
    return Optional.ofNullable(kept.get(serialNumber));
  }

  @Override
  public List<KeptCertificate> of(DeviceId device) {
    return kept.values().stream()
        .filter(certificate -> certificate.device().equals(device))
        .toList()
        .reversed();
  }

  @Override
  public boolean isRevoked(SerialNumber serialNumber) {
    return revoked.contains(serialNumber);
  }
}
