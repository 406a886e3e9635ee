package org.gridseal.cost;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gridseal.policy.Controls;

/// One kind of site: its controls, its WAN, and what it asks how often.
final class SiteModel {
  private final Assumptions assumptions;
  private final Controls controls;
  private final Wan wan;
  private final Usage usage;

  SiteModel(Assumptions assumptions, Controls controls, Wan wan, Usage usage) {
    this.assumptions = assumptions;
    this.controls = controls;
    this.wan = wan;
    this.usage = usage;
  }

  MonthlyVolume monthly(SessionPlan plan) {
    long polls = Month.times(usage.poll());
    long opened = connections(plan.mode(), polls);
    long full = fullHandshakes(plan, opened);
    DataVolume connections =
        Stream.of(
                first(plan).volume().times(full),
                opened == full ? DataVolume.NONE : resumed(plan).volume().times(opened - full),
                regular(plan).volume().times(polls - opened))
            .reduce(DataVolume.NONE, DataVolume::plus);
    return new MonthlyVolume(
        connections,
        full,
        plan.mode() == SessionPlan.Mode.KEPT ? keepAlives(plan) : DataVolume.NONE,
        status(plan),
        renewal(plan),
        plan.inTunnel() ? assumptions.tunnel().upkeep() : DataVolume.NONE);
  }

  /// Of the cycles that are most frequent.
  Latency latency(SessionPlan plan) {
    return Latency.of(regular(plan), wan);
  }

  /// The cycle that begins with a full handshake.
  private Dialogue first(SessionPlan plan) {
    return model(plan).full(assumptions.traffic().poll()).inside(envelope(plan));
  }

  /// The most frequent cycle.
  Dialogue regular(SessionPlan plan) {
    List<Exchange> poll = assumptions.traffic().poll();
    return switch (plan.mode()) {
      case FULL -> first(plan);
      case RESUMED -> resumed(plan);
      case KEPT -> model(plan).kept(poll).inside(envelope(plan));
    };
  }

  /// The cycle that begins with an abbreviated one.
  private Dialogue resumed(SessionPlan plan) {
    return model(plan).resumed(assumptions.traffic().poll()).inside(envelope(plan));
  }

  /// One for each poll, or one for as long as a connection may use its keys.
  private long connections(SessionPlan.Mode mode, long polls) {
    return mode == SessionPlan.Mode.KEPT
        ? Math.min(polls, Month.times(controls.sessions().keyUpdate()))
        : polls;
  }

  private long fullHandshakes(SessionPlan plan, long connections) {
    Controls.Sessions sessions = controls.sessions();
    return switch (plan.mode()) {
      case FULL -> connections;
      case RESUMED -> Math.min(connections, Month.times(sessions.resumption()));
      case KEPT ->
          plan.suite().resumable() && sessions.resumption().isPositive()
              ? Math.min(connections, Month.times(least(sessions)))
              : connections;
    };
  }

  /// A session ends with its age or with the time for which it may be resumed.
  private static Duration least(Controls.Sessions sessions) {
    return sessions.resumption().compareTo(sessions.maximumAge()) < 0
        ? sessions.resumption()
        : sessions.maximumAge();
  }

  /// A probe and its answer, as often as it is silent for so long.
  private DataVolume keepAlives(SessionPlan plan) {
    Duration every = assumptions.device().keepAliveEvery();
    long silences = usage.poll().minusNanos(1).dividedBy(every);
    Dialogue pair = new Dialogue(List.of(Flight.up(Path.ACK), Flight.down(Path.ACK)), 2);
    return pair.inside(envelope(plan)).volume().times(silences * Month.times(usage.poll()));
  }

  private DataVolume status(SessionPlan plan) {
    Assumptions.Traffic traffic = assumptions.traffic();
    DataVolume ocsp = fetch(plan, traffic.ocsp()).monthly(controls.revocation().freshness());
    return traffic.lists().stream()
        .map(it -> fetch(plan, it.exchange()).monthly(it.every()))
        .reduce(ocsp, DataVolume::plus);
  }

  private DataVolume fetch(SessionPlan plan, Exchange exchange) {
    return Dialogue.plain(path(plan), exchange).inside(envelope(plan)).volume();
  }

  private DataVolume renewal(SessionPlan plan) {
    return model(plan)
        .full(assumptions.traffic().renewal())
        .inside(envelope(plan))
        .volume()
        .monthly(Terms.days(controls.certificate().lifetime()));
  }

  private SessionModel model(SessionPlan plan) {
    return new SessionModel(
        plan.suite(),
        path(plan).mtu(),
        assumptions.listener().certificates(),
        assumptions.device().certificates());
  }

  private Path path(SessionPlan plan) {
    return new Path(plan.inTunnel() ? assumptions.tunnel().inner(wan.mtu()) : wan.mtu());
  }

  private UnaryOperator<Integer> envelope(SessionPlan plan) {
    return plan.inTunnel() ? assumptions.tunnel()::around : UnaryOperator.identity();
  }
}
