package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A firm that speaks with the utility for the devices of many sites (CSIP 2.1 §3).
@Entity
@Table(name = "aggregator")
public class Aggregator {
  @Id
  @Column(name = "id")
  private UUID id;

  @Column(name = "organisation")
  private String organisation;

  @Column(name = "name")
  private String name;

  @Column(name = "lfdi")
  private @Nullable Lfdi lfdi;

  @Column(name = "active")
  private boolean active;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields after this.
  protected Aggregator() {}

  /// An active aggregator.
  ///
  /// @param lfdi of its own certificate, which none of its devices may claim
  public Aggregator(UUID id, String organisation, String name, @Nullable Lfdi lfdi) {
    this.id = id;
    this.organisation = organisation;
    this.name = name;
    this.lfdi = lfdi;
    this.active = true;
  }

  public UUID id() {
    return id;
  }

  public String organisation() {
    return organisation;
  }

  public String name() {
    return name;
  }

  public Optional<Lfdi> lfdi() {
    return Optional.ofNullable(lfdi);
  }

  /// Whether it may be given devices.
  public boolean isActive() {
    return active;
  }

  /// Takes no new devices from now on.
  public void deactivate() {
    active = false;
  }
}
