package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/// A unit at its place in a site. Of all sites, one at a time holds a unit.
@Entity
@Table(name = "der_unit")
class InstalledUnit {
  @Id
  @Column(name = "id")
  private UUID id;

  @SuppressWarnings("UnusedVariable") // Read by Hibernate alone.
  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "site_id")
  private Site site;

  @Column(name = "position")
  private int position;

  @Embedded private DerUnit unit;

  @Column(name = "released")
  private boolean released;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields after this.
  protected InstalledUnit() {}

  InstalledUnit(UUID id, Site site, int position, DerUnit unit) {
    this.id = id;
    this.site = site;
    this.position = position;
    this.unit = unit;
  }

  DerUnit unit() {
    return unit;
  }

  /// Lets another site have the unit.
  void release() {
    released = true;
  }
}
