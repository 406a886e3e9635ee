package org.gridseal.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.gridseal.site.Aggregator;
import org.gridseal.site.HardwareIdentity;
import org.gridseal.site.Listing;
import org.gridseal.site.Page;
import org.gridseal.site.PastApproval;
import org.gridseal.site.Product;
import org.gridseal.site.Review;
import org.gridseal.site.Site;
import org.gridseal.site.SiteId;
import org.gridseal.site.SiteState;
import org.gridseal.site.Sites;
import org.gridseal.site.Submission;

/// Keeps sites for as long as the test runs.
public final class InMemorySites implements Sites {
  public final List<Submission> submissions = new ArrayList<>();
  public final List<Aggregator> aggregators = new ArrayList<>();

  // By text, because that is the order in which the database sorts ids.
  private final Map<String, Site> sites = new TreeMap<>();

  @Override
  public void add(Site site) {
    sites.put(site.id().toString(), site);
  }

  @Override
  public void add(Submission submission) {
    submissions.add(submission);
  }

  @Override
  public Optional<Site> find(SiteId id) {
    return Optional.ofNullable(sites.get(id.toString()));
  }

  @Override
  public Optional<Site> findByReference(String organisation, String applicationRef) {
    return sites.values().stream()
        .filter(site -> site.organisation().equals(organisation))
        .filter(site -> site.applicationRef().equals(applicationRef))
        .findFirst();
  }

  @Override
  public Optional<SiteId> holderOf(Product product, SiteId other) {
    return holder(
        other,
        site -> site.application().units().stream().anyMatch(u -> u.product().isSameAs(product)));
  }

  @Override
  public Optional<SiteId> holderOf(HardwareIdentity identity, SiteId other) {
    return holder(
        other, site -> site.devices().stream().anyMatch(d -> d.identity().equals(identity)));
  }

  @Override
  public Page list(Listing listing) {
    Comparator<Site> oldestFirst = Comparator.comparing(site -> site.id().toString());
    boolean ascending = listing.order() == Listing.Order.OLDEST_FIRST;
    Comparator<Site> order = ascending ? oldestFirst : oldestFirst.reversed();
    SiteId after = listing.after();
    List<Site> found =
        sites.values().stream()
            .filter(site -> matches(site, listing))
            .sorted(order)
            .dropWhile(site -> after != null && order.compare(site, find(after).orElseThrow()) <= 0)
            .limit(listing.limit() + 1L)
            .toList();
    return Page.of(found, listing.limit());
  }

  @Override
  public List<PastApproval> lastApprovals(int limit) {
    return sites.values().stream()
        .flatMap(
            site ->
                site.reviews().stream()
                    .filter(review -> review.verdict() == Review.Verdict.APPROVED)
                    .filter(review -> review.revision() == site.revision())
                    .filter(review -> review.ordinal() == site.approvalsNeeded())
                    .sorted(Comparator.comparing(Review::at).reversed())
                    .map(
                        review ->
                            new PastApproval(
                                site.tier(), Duration.between(site.submittedAt(), review.at()))))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Aggregator> findAggregator(UUID id) {
    return aggregators.stream().filter(aggregator -> aggregator.id().equals(id)).findFirst();
  }

  private Optional<SiteId> holder(SiteId other, Predicate<Site> holds) {
    return sites.values().stream()
        .filter(site -> !site.id().equals(other))
        .filter(site -> site.state() != SiteState.REFUSED && site.state() != SiteState.RETIRED)
        .filter(holds)
        .map(Site::id)
        .findFirst();
  }

  private static boolean matches(Site site, Listing listing) {
    return (listing.organisation() == null
            || Objects.equals(site.organisation(), listing.organisation()))
        && (listing.state() == null || site.state() == listing.state());
  }
}
