package org.gridseal.est;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gridseal.authorisation.Authorisations;
import org.gridseal.authorisation.Authorisations.Change;
import org.gridseal.authorisation.Authorisations.Standing;
import org.gridseal.authorisation.Holder;
import org.gridseal.authorisation.LfdiState;
import org.gridseal.authorisation.OpenConnections;
import org.gridseal.authorisation.Restrictions;
import org.gridseal.database.DatabaseException;
import org.gridseal.policy.Controls;
import org.gridseal.policy.Controls.Revocation;
import org.gridseal.policy.Controls.Revocation.WhenStale;
import org.gridseal.policy.Policies;
import org.gridseal.policy.Punctuality;
import org.gridseal.site.DeviceId;
import org.gridseal.site.Lfdi;
import org.gridseal.site.SiteId;

/// Ends the open connections of whoever is let in no more: within a second or two of the decision,
/// at every replica, which is sooner than any tier demands.
///
/// Each second it reads what has changed, which is nearly always nothing, and finds out who has
/// come; it asks for many at once and for each connection once. While nothing can be read,
/// connections stay or end as their tiers say (`revocation.whenStale`), counted from the last time
/// that everything was known.
public final class SessionWatch implements OpenConnections {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  /// A connection that lives for less is nobody to be asked about. Whoever is refused needs that
  /// long to read why.
  private static final Duration SETTLING = Duration.ofSeconds(5);

  private static final int BATCH = 256;

  private final Restrictions restrictions;
  private final Authorisations authorisations;
  private final Policies policies;
  private final Punctuality punctuality;
  private final InstantSource time;
  private final Visits visits = new Visits();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("session-watch").factory());
  private final Instant begun;
  private boolean blind;

  public SessionWatch(
      Restrictions restrictions,
      Authorisations authorisations,
      Policies policies,
      Punctuality punctuality,
      InstantSource time) {
    this.restrictions = restrictions;
    this.authorisations = authorisations;
    this.policies = policies;
    this.punctuality = punctuality;
    this.time = time;
    this.begun = time.instant();
    restrictions.tell(this::apply);
  }

  Visits visits() {
    return visits;
  }

  @Override
  public long showing(Lfdi lfdi) {
    return visits.of(lfdi).count();
  }

  @Override
  public long of(DeviceId device) {
    return visits.of(device).count();
  }

  @Override
  public long at(SiteId site) {
    return visits.at(site).count();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it ends when it is stopped, and not before
  void start() {
    thread.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  void stop() {
    thread.shutdownNow();
  }

  /// Looks at once, not only when the second is over.
  public void wake() {
    try {
      thread.execute(this::look);
    } catch (RejectedExecutionException e) {
      // The service is stopping, and with it every connection.
    }
  }

  /// What it does each second. Nothing may escape, or it would never be done again.
  void look() {
    try {
      restrictions.refresh();
      meet();
      if (blind) {
        blind = false;
        Log.info("authorisations can be read again");
      }
    } catch (DatabaseException e) {
      if (!blind) {
        blind = true;
        Log.errorf(
            "authorisations cannot be read; connections stay or end as their tiers say: %s", e);
      }
      endStale();
    } catch (RuntimeException e) {
      Log.error("looking after open connections failed", e);
      endStale();
    }
  }

  private void apply(Change change) {
    switch (change) {
      case Change.OfLfdi(Lfdi lfdi, LfdiState state, Instant at) -> {
        if (state != LfdiState.ALLOWED) {
          endSince(at, visits.of(lfdi), "its LFDI is " + state);
        }
      }
      case Change.OfCertificate(var serialNumber, Lfdi lfdi, boolean good, Instant at) -> {
        if (!good) {
          endSince(at, visits.of(lfdi), "its certificate is revoked or on hold");
        }
      }
      case Change.OfSite(var site, boolean letsIn, Instant at) -> {
        if (!letsIn) {
          endSince(at, visits.at(site), "its site is not approved any more");
        }
      }
      case Change.OfDevice(var device, boolean letIn, Instant at) -> {
        if (!letIn) {
          endSince(at, visits.of(device), "its device is suspended or retired");
        }
      }
    }
  }

  /// @param decided when it was, from which the tier's time to cut off counts
  private void endSince(Instant decided, Stream<Visit> which, String why) {
    Duration took = Duration.between(decided, time.instant());
    end(which.peek(visit -> note(visit, took)), why);
  }

  private void note(Visit visit, Duration took) {
    visit
        .holder()
        .map(holder -> policies.inForce().policyFor(holder.connection()))
        .ifPresent(
            policy ->
                punctuality.took(
                    Punctuality.What.CUT_OFF,
                    policy.tier(),
                    took,
                    policy.controls().revocation().dropSessionsWithin()));
  }

  /// Finds out who has come, and ends the visit of those who should not be here.
  private void meet() {
    List<Visit> unknown;
    do {
      unknown = visits.unknown(time.instant().minus(SETTLING), BATCH);
      if (!unknown.isEmpty()) {
        Map<Lfdi, Standing> standings =
            authorisations.standingsOf(unknown.stream().map(Visit::shown).distinct().toList());
        unknown.forEach(visit -> meet(visit, Objects.requireNonNull(standings.get(visit.lfdi()))));
      }
    } while (unknown.size() == BATCH);
  }

  private static void meet(Visit visit, Standing standing) {
    switch (standing) {
      case Standing.Authorised(Holder holder) -> visit.isOf(Optional.of(holder));
      case Standing.Stranger() -> visit.isOf(Optional.empty());
      case Standing.KeptOut(var holder, var why) -> {
        visit.isOf(holder);
        end(Stream.of(visit), why.toString());
      }
    }
  }

  private void endStale() {
    Instant known = restrictions.current().orElse(begun);
    Duration stale = Duration.between(known, time.instant());
    end(
        visits.all().filter(visit -> isTooStale(visit, stale)),
        "nothing was known for " + stale.toSeconds() + " s");
  }

  private boolean isTooStale(Visit visit, Duration stale) {
    return patience(visit).filter(it -> stale.compareTo(it) > 0).isPresent();
  }

  /// How old what is known may be; empty where the tier rather lets its devices stay.
  private Optional<Duration> patience(Visit visit) {
    return visit
        .holder()
        .map(holder -> policies.inForce().policyFor(holder.connection()).controls().revocation())
        .map(
            it ->
                it.whenStale() == WhenStale.REFUSE
                    ? Optional.of(it.freshness())
                    : Optional.<Duration>empty())
        .orElseGet(this::patienceWithStrangers);
  }

  private Optional<Duration> patienceWithStrangers() {
    return policies.inForce().everyControls().stream()
        .map(Controls::revocation)
        .filter(it -> it.whenStale() == WhenStale.REFUSE)
        .map(Revocation::freshness)
        .min(Comparator.naturalOrder());
  }

  private static void end(Stream<Visit> which, String why) {
    which.forEach(
        visit -> {
          Log.infof("connection ended lfdi=%s because %s", visit.lfdi(), why);
          visit.end();
        });
  }
}
