package org.gridseal.testing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.OcspResponder;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.revocation.Revocations;
import org.gridseal.site.SiteId;

/// Revocations that are gone when the test is over, of certificates at one site that last until the
/// test says otherwise.
public final class InMemoryRevocations implements Revocations {
  private static final SiteId SITE = new SiteId(new UUID(0, 2));

  private final Map<SerialNumber, Revoked> revoked = new LinkedHashMap<>();
  private Instant latest = Instant.MIN;
  private final Map<SerialNumber, Instant> ends = new LinkedHashMap<>();

  /// Lets a certificate end then.
  public void expire(SerialNumber serialNumber, Instant notAfter) {
    ends.put(serialNumber, notAfter);
  }

  @Override
  public Optional<SiteId> siteOf(SerialNumber serialNumber) {
    return Optional.of(SITE);
  }

  @Override
  public boolean add(Revoked entry, String by) {
    Revoked before = revoked.get(entry.serialNumber());
    boolean possible =
        before == null || (!before.reason().isForGood() && entry.reason().isForGood());
    if (possible) {
      revoked.put(entry.serialNumber(), entry);
      latest = latest.isAfter(entry.at()) ? latest : entry.at();
    }
    return possible;
  }

  @Override
  public boolean release(SerialNumber serialNumber, Instant at, String by) {
    Revoked before = revoked.get(serialNumber);
    boolean held = before != null && !before.reason().isForGood();
    if (held) {
      revoked.remove(serialNumber);
      latest = latest.isAfter(at) ? latest : at;
    }
    return held;
  }

  @Override
  public OcspResponder.Status statusOf(SerialNumber serialNumber) {
    Revoked entry = revoked.get(serialNumber);
    return entry == null
        ? new OcspResponder.Status.Good()
        : new OcspResponder.Status.Withdrawn(entry);
  }

  @Override
  public boolean isAnySince(Instant then) {
    return latest.isAfter(then);
  }

  @Override
  public List<Revoked> of(String authority, Instant then) {
    return revoked.values().stream()
        .filter(entry -> !ends.getOrDefault(entry.serialNumber(), Instant.MAX).isBefore(then))
        .toList();
  }
}
