package org.gridseal.testing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.enrollment.OneTimeCodes.Kept;
import org.gridseal.site.DeviceId;

/// One-time codes that are gone when the test is over. A code is spent on one certificate, as the
/// primary key of the table has it.
public final class InMemoryCodes implements OneTimeCodes.Store {
  private final Map<UUID, Kept> codes = new LinkedHashMap<>();
  private final Map<UUID, Instant> ends = new LinkedHashMap<>();
  private final Map<UUID, SerialNumber> spent = new LinkedHashMap<>();

  /// Remembers what is spent now, and gives what restores it.
  public Runnable mark() {
    Map<UUID, SerialNumber> before = Map.copyOf(spent);
    return () -> {
      spent.clear();
      spent.putAll(before);
    };
  }

  /// Forgets every code, as if it had never been made.
  public void clear() {
    codes.clear();
  }

  @Override
  public void add(Kept code, Instant issuedAt, Instant expiresAt, String issuedBy) {
    codes.put(code.id(), code);
    ends.put(code.id(), expiresAt);
  }

  @Override
  public List<Kept> of(DeviceId device, Instant now) {
    return codes.values().stream()
        .filter(code -> code.device().equals(device))
        .filter(code -> now.isBefore(ends.getOrDefault(code.id(), Instant.MIN)))
        .map(
            code ->
                new Kept(code.id(), device, code.hash(), Optional.ofNullable(spent.get(code.id()))))
        .toList();
  }

  @Override
  public boolean spend(UUID code, SerialNumber certificate, Instant at) {
    return spent.putIfAbsent(code, certificate) == null;
  }
}
