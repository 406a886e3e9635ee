package org.gridseal.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.OneTimeCodes;
import org.gridseal.enrollment.OneTimeCodes.Kept;
import org.gridseal.enrollment.OneTimeCodes.Status;
import org.gridseal.site.DeviceId;

/// One-time codes that are gone when the test is over. A code ends once, spent on one certificate
/// or withdrawn, as the primary key of the table has it.
public final class InMemoryCodes implements OneTimeCodes.Store {
  private final List<Row> rows = new ArrayList<>();
  private final Map<UUID, Optional<SerialNumber>> ends = new LinkedHashMap<>();

  private record Row(Kept code, Instant issuedAt, Instant expiresAt) {}

  /// Remembers what has ended now, and gives what restores it.
  public Runnable mark() {
    Map<UUID, Optional<SerialNumber>> before = Map.copyOf(ends);
    return () -> {
      ends.clear();
      ends.putAll(before);
    };
  }

  /// Forgets every code, as if it had never been made.
  public void clear() {
    rows.clear();
  }

  @Override
  public void add(Kept code, Instant issuedAt, Instant expiresAt, String issuedBy) {
    rows.add(new Row(code, issuedAt, expiresAt));
  }

  @Override
  public Optional<Kept> newest(DeviceId device, Instant now) {
    return newest(device)
        .filter(row -> now.isBefore(row.expiresAt()) && !status(row).withdrawn())
        .map(Row::code)
        .map(code -> new Kept(code.id(), device, code.hash(), spentOn(code.id())));
  }

  @Override
  public Optional<Status> statusOf(DeviceId device) {
    return newest(device).map(this::status);
  }

  private Optional<Row> newest(DeviceId device) {
    return rows.reversed().stream().filter(row -> row.code().device().equals(device)).findFirst();
  }

  private Status status(Row row) {
    UUID id = row.code().id();
    Optional<SerialNumber> spentOn = spentOn(id);
    boolean withdrawn = ends.containsKey(id) && spentOn.isEmpty();
    return new Status(id, row.issuedAt(), row.expiresAt(), spentOn, withdrawn);
  }

  private Optional<SerialNumber> spentOn(UUID code) {
    return ends.getOrDefault(code, Optional.empty());
  }

  @Override
  public boolean spend(UUID code, SerialNumber certificate, Instant at) {
    return ends.putIfAbsent(code, Optional.of(certificate)) == null;
  }

  @Override
  public boolean withdraw(UUID code, String by, Instant at) {
    return ends.putIfAbsent(code, Optional.empty()) == null;
  }
}
