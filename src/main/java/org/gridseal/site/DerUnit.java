package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.jspecify.annotations.Nullable;

/// One inverter, battery, charger or machine, with its nameplate.
@Embeddable
public record DerUnit(
    @Column(name = "der_type") DerType type,
    Product product,
    Rating rating,
    @Nullable StorageRating storage,
    VoltageRating voltage,
    @Nullable Excitation excitation,
    Capability capability) {
  // Hibernate reads an embeddable as null when all its columns are null; both mean the same here.
  public DerUnit {
    storage = StorageRating.NONE.equals(storage) ? null : storage;
    excitation = Excitation.NONE.equals(excitation) ? null : excitation;
  }

  public StorageRating storageRating() {
    return storage == null ? StorageRating.NONE : storage;
  }

  public Excitation excitationLimits() {
    return excitation == null ? Excitation.NONE : excitation;
  }

  void check(Findings findings, SiteRules rules, Particulars site) {
    product.check(findings, rules);
    rating.check(findings);
    storageRating().check(findings, type);
    voltage.check(findings, rating.apparent(), site.grid().isThreePhase());
    capability.check(findings, type, site.address().isIn("AU"));
  }
}
