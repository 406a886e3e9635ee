package org.gridseal.cost;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
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
    long full = fullHandshakes(plan.mode(), polls);
    DataVolume connections =
        first(plan).volume().times(full).plus(regular(plan).volume().times(polls - full));
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
      case RESUMED -> model(plan).resumed(poll).inside(envelope(plan));
      case KEPT -> model(plan).kept(poll).inside(envelope(plan));
    };
  }

  private long fullHandshakes(SessionPlan.Mode mode, long polls) {
    return switch (mode) {
      case FULL -> polls;
      case RESUMED -> Math.min(polls, Month.times(controls.sessions().resumption()));
      case KEPT -> Math.min(polls, Month.times(controls.sessions().maximumAge()));
    };
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
