package org.gridseal.site;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The sites in PostgreSQL.
public final class HibernateSites implements Sites {
  private final EntityManager entities;

  /// @param entities the one of the caller's transaction
  public HibernateSites(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public void add(Site site) {
    entities.persist(site);
  }

  @Override
  public void add(Submission submission) {
    entities.persist(submission);
  }

  @Override
  public Optional<Site> find(SiteId id) {
    return Optional.ofNullable(entities.find(Site.class, id.value()));
  }

  @Override
  public Optional<Site> findByReference(String organisation, String applicationRef) {
    return entities
        .createQuery(
            """
            from Site s
            where s.organisation = :organisation and s.particulars.applicationRef = :reference
            """,
            Site.class)
        .setParameter("organisation", organisation)
        .setParameter("reference", applicationRef)
        .getResultStream()
        .findFirst();
  }

  @Override
  public Optional<SiteId> holderOf(Product product, SiteId other) {
    return entities
        .createQuery(
            """
            select u.site.id from InstalledUnit u
            where u.unit.product.mfId = :maker and u.unit.product.model = :model
            and u.unit.product.serial = :serial and not u.released and u.site.id <> :other
            """,
            UUID.class)
        .setParameter("maker", product.mfId())
        .setParameter("model", product.model())
        .setParameter("serial", product.serial())
        .setParameter("other", other.value())
        .getResultStream()
        .findFirst()
        .map(SiteId::new);
  }

  @Override
  public Optional<SiteId> holderOf(HardwareIdentity identity, SiteId other) {
    return entities
        .createQuery(
            """
            select d.site.id from Device d
            where d.identity.type = :type and d.identity.serial = :serial
            and not d.released and d.site.id <> :other
            """,
            UUID.class)
        .setParameter("type", identity.type())
        .setParameter("serial", identity.serial())
        .setParameter("other", other.value())
        .getResultStream()
        .findFirst()
        .map(SiteId::new);
  }

  @Override
  public Page list(Listing listing) {
    boolean oldestFirst = listing.order() == Listing.Order.OLDEST_FIRST;
    SiteId after = listing.after();
    List<Site> found =
        entities
            .createQuery(
                """
                from Site s
                where (:organisation is null or s.organisation = :organisation)
                and (:state is null or s.state = :state)
                and (:after is null or s.id %s :after)
                order by s.id %s
                """
                    .formatted(oldestFirst ? ">" : "<", oldestFirst ? "asc" : "desc"),
                Site.class)
            .setParameter("organisation", listing.organisation())
            .setParameter("state", listing.state())
            .setParameter("after", after == null ? null : after.value())
            // One more than asked for tells whether there is a next page.
            .setMaxResults(listing.limit() + 1)
            .getResultList();
    return Page.of(found, listing.limit());
  }

  @Override
  public List<PastApproval> lastApprovals(int limit) {
    return entities
        .createQuery(
            """
            select s.tier, s.submittedAt, r.at from Review r join r.site s
            where r.verdict = APPROVED and r.revision = s.revision
            and r.ordinal = s.approvalsNeeded
            order by r.id desc
            """,
            Tuple.class)
        .setMaxResults(limit)
        .getResultStream()
        .map(
            row ->
                new PastApproval(
                    row.get(0, String.class),
                    Duration.between(row.get(1, Instant.class), row.get(2, Instant.class))))
        .toList();
  }

  @Override
  public Optional<Aggregator> findAggregator(UUID id) {
    return Optional.ofNullable(entities.find(Aggregator.class, id));
  }
}
