package org.gridseal.site;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The registered holder of a private key. Of all sites, one at a time holds a device, known by its
/// hardware identity; its certificates come and go.
@Entity
@Table(name = "device")
public class Device {
  @Id
  @Column(name = "id")
  private UUID id;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "site_id")
  private Site site;

  @Column(name = "position")
  private int position;

  @Embedded private HardwareIdentity identity;

  @Column(name = "profile")
  private String profile;

  @Column(name = "lfdi")
  private @Nullable Lfdi lfdi;

  @Column(name = "pin_verifier")
  private @Nullable PinVerifier pin;

  @Column(name = "managed_by")
  private @Nullable UUID managedBy;

  @Column(name = "released")
  private boolean released;

  @SuppressWarnings("NullAway.Init") // Hibernate fills the fields after this.
  protected Device() {}

  Device(Site site, DeviceClaim claim, int position, Chance chance) {
    this.id = chance.id();
    this.site = site;
    this.identity = claim.identity();
    this.profile = claim.profile();
    replace(claim, position, chance);
  }

  /// Takes over what a later revision says of the same hardware.
  final void replace(DeviceClaim claim, int newPosition, Chance chance) {
    position = newPosition;
    profile = claim.profile();
    lfdi = claim.lfdi();
    managedBy = claim.managedBy();
    Pin secret = claim.pin();
    pin = secret == null ? null : PinVerifier.of(secret, chance.salt());
  }

  public DeviceId id() {
    return new DeviceId(id);
  }

  public SiteId site() {
    return site.id();
  }

  public HardwareIdentity identity() {
    return identity;
  }

  public String profile() {
    return profile;
  }

  /// Of the certificate that the device came with, if it came with one.
  public Optional<Lfdi> lfdi() {
    return Optional.ofNullable(lfdi);
  }

  /// Empty if the device was registered without a PIN.
  public Optional<PinVerifier> pin() {
    return Optional.ofNullable(pin);
  }

  /// What was said of it, less its secrets.
  DeviceClaim claim() {
    return new DeviceClaim(identity, profile, lfdi, null, null, managedBy);
  }

  int position() {
    return position;
  }

  /// Lets another site have the device.
  void release() {
    released = true;
  }
}
