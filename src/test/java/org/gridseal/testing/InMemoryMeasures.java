package org.gridseal.testing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.gridseal.authorisation.Measure;
import org.gridseal.authorisation.Measures;
import org.gridseal.authorisation.Target;

/// Measures that are gone when the test is over.
public final class InMemoryMeasures implements Measures {
  private final Map<UUID, Measure> all = new LinkedHashMap<>();

  @Override
  public void lock(Target target) {
    // One thread at a time.
  }

  @Override
  public void add(Measure measure) {
    all.put(measure.id(), measure);
  }

  @Override
  public boolean agree(UUID id, int ordinal, Measure.Agreement agreement) {
    Measure before = Objects.requireNonNull(all.get(id));
    if (!before.isOpen() || before.agreements().size() != ordinal - 1) {
      return false;
    }
    List<Measure.Agreement> agreements = new ArrayList<>(before.agreements());
    agreements.add(agreement);
    put(before, agreements, before.end());
    return true;
  }

  @Override
  public boolean end(UUID id, Measure.End end) {
    Measure before = Objects.requireNonNull(all.get(id));
    if (!before.isOpen()) {
      return false;
    }
    put(before, before.agreements(), Optional.of(end));
    return true;
  }

  private void put(Measure before, List<Measure.Agreement> agreements, Optional<Measure.End> end) {
    all.put(
        before.id(),
        new Measure(
            before.id(),
            before.target(),
            before.act(),
            before.reason(),
            before.proposedAt(),
            agreements,
            end));
  }

  @Override
  public Optional<Measure> find(UUID id) {
    return Optional.ofNullable(all.get(id));
  }

  @Override
  public List<Measure> open() {
    return newest(Measure::isOpen);
  }

  @Override
  public List<Measure> about(Target target) {
    return newest(measure -> measure.target().equals(target));
  }

  private List<Measure> newest(Predicate<Measure> which) {
    return all.values().stream()
        .filter(which)
        .sorted(Comparator.comparing(Measure::proposedAt).reversed())
        .toList();
  }
}
