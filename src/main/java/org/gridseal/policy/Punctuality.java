package org.gridseal.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// How this replica has kept what the policy promises to sites of each tier
/// (`controls.performance`), since it began. Called on many threads; never waits.
public final class Punctuality {
  private final Map<Kept, Marks> all = new TreeMap<>();
  private final LongAdder served = new LongAdder();
  private final LongAdder failed = new LongAdder();

  public Punctuality() {
    for (What what : What.values()) {
      for (Tier tier : Tier.values()) {
        all.put(new Kept(what, tier), new Marks());
      }
    }
  }

  /// What is measured.
  public enum What {
    /// From a whole request, nothing of which waits for a person, to the durable certificate.
    ENROLLMENT,
    /// From a decision that keeps an identity out to the end of its connections.
    CUT_OFF,
    /// From a revocation to the first answer about status that shows it.
    STATUS
  }

  private record Kept(What what, Tier tier) implements Comparable<Kept> {
    @Override
    public int compareTo(Kept other) {
      int byWhat = what.compareTo(other.what);
      return byWhat == 0 ? tier.compareTo(other.tier) : byWhat;
    }
  }

  /// @param late how many of the times took longer than the tier allows
  public record Score(What what, Tier tier, long times, long late, Duration longest) {}

  /// @param all of devices, those that were refused with a reason among them
  /// @param failed how many were not served: the service, its database or its key was away
  public record Requests(long all, long failed) {}

  private static final class Marks {
    private static final int TIMES = 0;
    private static final int LATE = 1;
    private static final int LONGEST = 2;
    private final AtomicLongArray marks = new AtomicLongArray(3);

    void took(Duration took, Duration allowed) {
      marks.incrementAndGet(TIMES);
      if (took.compareTo(allowed) > 0) {
        marks.incrementAndGet(LATE);
      }
      marks.accumulateAndGet(LONGEST, took.toMillis(), Math::max);
    }

    Score score(Kept kept) {
      return new Score(
          kept.what(),
          kept.tier(),
          marks.get(TIMES),
          marks.get(LATE),
          Duration.ofMillis(marks.get(LONGEST)));
    }
  }

  /// Something was done for a site.
  ///
  /// @param allowed how long it may take at that tier
  public void took(What what, Tier tier, Duration took, Duration allowed) {
    marks(what, tier).took(took.isNegative() ? Duration.ZERO : took, allowed);
  }

  /// A device has asked for something.
  public void asked(boolean wasServed) {
    (wasServed ? served : failed).increment();
  }

  /// Those of which there is anything to tell, by what and tier.
  public List<Score> scores() {
    return Arrays.stream(What.values())
        .flatMap(what -> Arrays.stream(Tier.values()).map(tier -> score(what, tier)))
        .filter(score -> score.times() > 0)
        .toList();
  }

  public Score score(What what, Tier tier) {
    return marks(what, tier).score(new Kept(what, tier));
  }

  public Requests requests() {
    long lost = failed.sum();
    return new Requests(served.sum() + lost, lost);
  }

  private Marks marks(What what, Tier tier) {
    return Objects.requireNonNull(all.get(new Kept(what, tier)));
  }
}
