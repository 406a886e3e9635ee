package org.gridseal.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.gridseal.authority.SerialNumber;
import org.gridseal.enrollment.CodeStore;
import org.gridseal.enrollment.CodeStore.Kept;
import org.gridseal.enrollment.CodeStore.Spending;
import org.gridseal.enrollment.OneTimeCodes.Status;
import org.gridseal.site.DeviceId;

/// One-time codes that are gone when the test is over. A code ends once in each generation, spent
/// on one certificate or withdrawn, as the primary key of the table has it.
public final class InMemoryCodes implements CodeStore {
  private final List<Row> rows = new ArrayList<>();
  private final Map<UUID, List<Spending>> spendings = new LinkedHashMap<>();
  private final Set<UUID> withdrawn = new HashSet<>();

  private record Row(Kept code, Instant issuedAt, Instant expiresAt) {}

  /// Remembers what has ended now, and gives what restores it.
  public Runnable mark() {
    Map<UUID, List<Spending>> spentBefore = Map.copyOf(spendings);
    Set<UUID> withdrawnBefore = Set.copyOf(withdrawn);
    return () -> {
      spendings.clear();
      spendings.putAll(spentBefore);
      withdrawn.clear();
      withdrawn.addAll(withdrawnBefore);
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
        .map(code -> new Kept(code.id(), device, code.hash(), spent(code.id())));
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
    Optional<SerialNumber> spentOn = spent(id).map(Spending::certificate);
    return new Status(id, row.issuedAt(), row.expiresAt(), spentOn, withdrawn.contains(id));
  }

  private Optional<Spending> spent(UUID code) {
    return spendings.getOrDefault(code, List.of()).reversed().stream().findFirst();
  }

  @Override
  public boolean spend(UUID code, Spending spending) {
    int generation = spent(code).map(Spending::generation).orElse(0);
    if (spending.generation() <= generation || withdrawn.contains(code)) {
      return false;
    }
    List<Spending> all = new ArrayList<>(spendings.getOrDefault(code, List.of()));
    all.add(spending);
    spendings.put(code, List.copyOf(all));
    return true;
  }

  @Override
  public boolean withdraw(UUID code, String by, Instant at) {
    return spent(code).isEmpty() && withdrawn.add(code);
  }
}
