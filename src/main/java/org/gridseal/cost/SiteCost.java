package org.gridseal.cost;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gridseal.policy.Controls;

/// What one site costs in a month on one WAN and plan, in every way that there is to keep in touch.
///
/// @param offers the cheapest first; among equally cheap ones that with the least volume
public record SiteCost(Wan wan, Plan plan, Usage usage, List<Offer> offers) {
  private static final Comparator<Offer> CHEAPEST =
      Comparator.comparing(
              Offer::price,
              Comparator.comparing(
                  (Optional<Money> price) -> price.orElse(null),
                  Comparator.nullsLast(Comparator.naturalOrder())))
          .thenComparing(offer -> offer.volume().total());

  public SiteCost {
    offers = List.copyOf(offers);
  }

  static SiteCost of(Assumptions assumptions, Controls controls, Wan wan, Plan plan, Usage usage) {
    SiteModel model = new SiteModel(assumptions, controls, wan, usage);
    Terms terms = new Terms(controls, usage, assumptions.listener().idleTimeout());
    return new SiteCost(
        wan,
        plan,
        usage,
        wan.reach().among(controls.wan().paths()).stream()
            .flatMap(SiteCost::over)
            .filter(it -> isPossible(it, controls))
            .map(it -> offer(model, terms, plan, usage, it))
            .sorted(CHEAPEST)
            .toList());
  }

  /// What is proposed: the cheapest that the policy allows; empty if the WAN is no way that it
  /// accepts.
  public Optional<Offer> proposed() {
    return offers.stream().filter(Offer::allowed).findFirst();
  }

  /// What would be cheaper than the proposal, and why it is not allowed.
  public List<Offer> cheaper() {
    return offers.stream().takeWhile(offer -> !offer.allowed()).toList();
  }

  private static Stream<SessionPlan> over(Controls.Wan.Path way) {
    return Stream.of(Suite.values())
        .flatMap(
            suite ->
                Stream.of(SessionPlan.Mode.values())
                    .map(mode -> new SessionPlan(way, suite, mode)));
  }

  /// There is no such message to count where nothing can be resumed.
  private static boolean isPossible(SessionPlan plan, Controls controls) {
    return plan.mode() != SessionPlan.Mode.RESUMED
        || (plan.suite().resumable() && !controls.sessions().resumption().isZero());
  }

  private static Offer offer(
      SiteModel model, Terms terms, Plan plan, Usage usage, SessionPlan sessions) {
    MonthlyVolume volume = model.monthly(sessions);
    long dataSessions = Month.times(usage.detaches() ? usage.poll() : plan.session());
    DataVolume billed = plan.billed(volume.total(), dataSessions);
    return new Offer(
        sessions,
        volume,
        billed,
        plan.monthly(billed),
        model.latency(sessions),
        model.regular(sessions).roundTrips(),
        terms.against(sessions));
  }
}
