package org.gridseal.site;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The registered sites and the aggregators. All calls belong to the caller's transaction, in which
/// a site that was found is also kept when it changes.
public interface Sites {
  /// Keeps a new site.
  void add(Site site);

  /// Keeps what was submitted for a site.
  void add(Submission submission);

  Optional<Site> find(SiteId id);

  /// The site that an organisation submitted under a number of its own.
  Optional<Site> findByReference(String organisation, String applicationRef);

  /// The site, other than the given one, that holds a unit of this make, model and serial.
  Optional<SiteId> holderOf(Product product, SiteId other);

  /// The site, other than the given one, that holds a device.
  Optional<SiteId> holderOf(HardwareIdentity identity, SiteId other);

  /// A page of sites in the order asked for.
  Page list(Listing listing);

  /// The approvals that completed a registration, the newest first.
  List<PastApproval> lastApprovals(int limit);

  Optional<Aggregator> findAggregator(UUID id);
}
