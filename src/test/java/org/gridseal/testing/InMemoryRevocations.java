package org.gridseal.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.OcspResponder;
import org.gridseal.authority.Revoked;
import org.gridseal.authority.SerialNumber;
import org.gridseal.revocation.RegisteredStatus;
import org.gridseal.revocation.Revocations;
import org.gridseal.site.SiteId;

/// Revocations that are gone when the test is over, of certificates at one site.
public final class InMemoryRevocations implements Revocations {
  private static final SiteId SITE = new SiteId(new UUID(0, 2));

  private final Map<SerialNumber, Revoked> revoked = new LinkedHashMap<>();
  private final List<Named> changes = new ArrayList<>();

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
      changes.add(new Named("issuing", entry.serialNumber()));
    }
    return possible;
  }

  @Override
  public boolean release(SerialNumber serialNumber, Instant at, String by) {
    Revoked before = revoked.get(serialNumber);
    boolean held = before != null && !before.reason().isForGood();
    if (held) {
      revoked.remove(serialNumber);
      changes.add(new Named("issuing", serialNumber));
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
  public Map<Named, RegisteredStatus> statusesOf(List<Named> certificates) {
    Map<Named, RegisteredStatus> statuses = new LinkedHashMap<>();
    for (Named named : certificates) {
      statuses.put(named, new RegisteredStatus(statusOf(named.serialNumber()), Instant.MAX));
    }
    return statuses;
  }

  @Override
  public News since(long then) {
    int end = Math.min(changes.size(), (int) then + News.MOST);
    return new News(List.copyOf(changes.subList((int) then, end)), end);
  }

  @Override
  public long position() {
    return changes.size();
  }
}
