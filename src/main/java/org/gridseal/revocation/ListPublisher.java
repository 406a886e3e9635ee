package org.gridseal.revocation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gridseal.audit.AuditLog;
import org.gridseal.audit.Transactions;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.Partition;
import org.gridseal.authority.SigningException;

/// Keeps the CRLs of all authorities current: a new one soon after each change, and long before the
/// last one runs out ([ListSchedule]). Of all replicas one at a time does it.
public final class ListPublisher {
  /// Lists made from one look at the register.
  private static final int MOST = 64;

  private static final Duration BETWEEN_PRUNINGS = Duration.ofMinutes(10);

  private static final Logger LOGGER = System.getLogger(ListPublisher.class.getName());

  private final Supplier<List<CertificationAuthority>> authorities;
  private final RevocationLists lists;
  private final Transactions transactions;
  private final AuditLog log;
  private final InstantSource time;
  private final Supplier<UUID> ids;

  /// The last position that concerns a bucket, by authority.
  private final Map<String, long[]> touched = new HashMap<>();

  /// Authorities whose key could not sign when it was last asked.
  private final Set<String> away = new HashSet<>();

  private long seen;
  private Instant pruned = Instant.MIN;

  /// @param authorities those whose lists are ours to make, now
  public ListPublisher(
      Supplier<List<CertificationAuthority>> authorities,
      RevocationLists lists,
      Transactions transactions,
      AuditLog log,
      InstantSource time,
      Supplier<UUID> ids) {
    this.authorities = authorities;
    this.lists = lists;
    this.transactions = transactions;
    this.log = log;
    this.time = time;
    this.ids = ids;
  }

  /// Publishes what is due. For one thread.
  ///
  /// @return whether all of it was, or another replica is at it; false if a key is away or there
  ///   was more than one round can make
  /// @throws org.gridseal.database.DatabaseException if the register is away
  public boolean round() {
    // A list must not begin after the moment its entries were read.
    Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
    Optional<Cut> cut = lists.cut();
    if (cut.isEmpty()) {
      return true;
    }
    boolean done;
    try (Cut open = cut.get()) {
      done = round(open, now);
    }
    if (pruned.plus(BETWEEN_PRUNINGS).isBefore(now) || pruned.isAfter(now)) {
      lists.prune();
      pruned = now;
    }
    return done;
  }

  private boolean round(Cut cut, Instant now) {
    Map<ListScope, ListStanding> standings = cut.standings();
    learn(cut, standings);
    var round = new ListRound(lists, transactions, log, ids, cut, now);
    SortedSet<Integer> numbers = new TreeSet<>(cut.partitions());
    // The complete list of old: certificates name it from before there were parts.
    numbers.add(1);
    int made = 0;
    boolean done = true;
    for (CertificationAuthority authority : authorities.get()) {
      List<ListScope> due =
          scopes(authority.shortName(), numbers)
              .filter(scope -> due(scope, standings, now) != ListSchedule.Due.NOTHING)
              .limit(MOST - made + 1L)
              .toList();
      boolean isKeyHere = true;
      for (ListScope scope : due) {
        isKeyHere = isKeyHere && made++ < MOST && publish(round, authority, scope, standings, now);
      }
      done &= isKeyHere;
    }
    return done;
  }

  private static Stream<ListScope> scopes(String authority, SortedSet<Integer> numbers) {
    return numbers.stream()
        .flatMap(of -> IntStream.range(0, of).mapToObj(index -> new Partition(of, index)))
        .map(partition -> new ListScope(authority, partition));
  }

  private boolean publish(
      ListRound round,
      CertificationAuthority authority,
      ListScope scope,
      Map<ListScope, ListStanding> standings,
      Instant now) {
    ListStanding standing = standings.getOrDefault(scope, ListStanding.NONE);
    try {
      switch (due(scope, standings, now)) {
        case NOTHING -> {}
        case COMPLETE -> round.publishComplete(authority, scope, standing);
        case DELTA -> round.publishDelta(authority, scope, standing);
      }
      away.remove(authority.shortName());
      return true;
    } catch (SigningException e) {
      // Once, not every two seconds until the key is back.
      if (away.add(authority.shortName())) {
        LOGGER.log(Level.WARNING, "list {0} must wait: {1}", scope, e.getMessage());
      }
      return false;
    }
  }

  private ListSchedule.Due due(
      ListScope scope, Map<ListScope, ListStanding> standings, Instant now) {
    ListStanding standing = standings.getOrDefault(scope, ListStanding.NONE);
    return ListSchedule.decide(standing, changed(scope), now);
  }

  /// Reads what changed since the last round; at first, since the oldest list.
  private void learn(Cut cut, Map<ListScope, ListStanding> standings) {
    if (seen == 0) {
      seen = standings.values().stream().mapToLong(ListStanding::covered).min().orElse(0);
    }
    for (Cut.Touched change : cut.touchedSince(seen)) {
      long[] buckets =
          touched.computeIfAbsent(change.authority(), name -> new long[Partition.MOST]);
      buckets[change.bucket()] = change.position();
      seen = Math.max(seen, change.position());
    }
  }

  private long changed(ListScope scope) {
    long[] buckets = touched.get(scope.authority());
    return buckets == null
        ? 0
        : IntStream.rangeClosed(scope.partition().firstBucket(), scope.partition().lastBucket())
            .mapToLong(bucket -> buckets[bucket])
            .max()
            .orElse(0);
  }
}
