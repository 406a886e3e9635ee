package org.gridseal.cli.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the service occupied through a long run, look by look. Any thread may ask.
final class SoakLog {
  private final List<Look> looks = new ArrayList<>();

  /// @param enrollments up to then
  record Look(Duration after, long enrollments, Resident resident) {
    String text() {
      return "%,6d s  %,12d enrollments  %s MB resident  %s threads"
          .formatted(
              after.toSeconds(),
              enrollments,
              resident.bytes() == null ? "-" : "%,d".formatted(resident.bytes() / 1_000_000),
              resident.threads() == null ? "-" : "%,d".formatted(resident.threads()));
    }
  }

  synchronized void add(Look look) {
    looks.add(look);
  }

  /// Leaves out the first third, in which a JVM still compiles and fills its heap.
  synchronized String summary() {
    if (looks.isEmpty()) {
      return "ended before the first look";
    }
    List<Look> settled = looks.subList(looks.size() / 3, looks.size());
    Look last = looks.getLast();
    return "%,d enrollments in %,d s; of %d looks, the last %d: %s MB resident, %s threads"
        .formatted(
            last.enrollments(),
            last.after().toSeconds(),
            looks.size(),
            settled.size(),
            range(settled, look -> look.resident().bytes(), 1_000_000),
            range(settled, look -> look.resident().threads(), 1));
  }

  private static String range(List<Look> looks, Function<Look, @Nullable Long> figure, long unit) {
    LongSummaryStatistics all =
        looks.stream()
            .map(figure)
            .filter(Objects::nonNull)
            .mapToLong(Objects::requireNonNull)
            .summaryStatistics();
    return all.getCount() == 0
        ? "-"
        : "%,d to %,d".formatted(all.getMin() / unit, all.getMax() / unit);
  }
}
