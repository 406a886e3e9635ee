package org.gridseal.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import org.gridseal.cost.Usage;
import org.gridseal.policy.Connection;
import org.gridseal.policy.SecurityPolicy;
import org.gridseal.site.Communication;
import org.gridseal.site.PastApproval;
import org.gridseal.site.Sites;

/// What can be foreseen of a site: from what was measured of others, and from what is calculated.
@ApplicationScoped
class Prospects {
  /// Enough for a median, and few enough to be read while somebody types.
  private static final int LOOKED_AT = 200;

  private static final Duration LEAST = Duration.ofMinutes(1);

  /// As a site is registered with that says nothing else.
  private static final Usage USUAL =
      new Usage(Duration.ofSeconds(Communication.DEFAULT_RATE), false);

  private final Tiers tiers;
  private final Sites sites;
  private final WanCosts costs;
  private final CostTexts texts;
  private final ReviewTexts amounts;

  Prospects(Tiers tiers, Sites sites, WanCosts costs, Words words) {
    this.tiers = tiers;
    this.sites = sites;
    this.costs = costs;
    this.texts = words.cost();
    this.amounts = words.review();
  }

  @Transactional
  Prospect of(Connection site) {
    SecurityPolicy policy = tiers.policyFor(site);
    return new Prospect(
        Needs.of(site.size(), policy, amounts),
        past(policy.tier().name()),
        Amounts.of(USUAL.poll(), amounts),
        costs.inShort(policy.controls(), USUAL),
        "/costs/" + site.size().voltAmperes());
  }

  /// The median of the latest of its tier, in words.
  private String past(String tier) {
    List<Duration> took =
        sites.lastApprovals(LOOKED_AT).stream()
            .filter(past -> past.tier().equals(tier))
            .map(PastApproval::took)
            .sorted()
            .toList();
    if (took.isEmpty()) {
      return texts.pastNone();
    }
    Duration median = took.get(took.size() / 2);
    Duration shown = median.compareTo(LEAST) < 0 ? LEAST : median;
    return texts.pastWithin(took.size(), Amounts.of(shown, amounts));
  }
}
