package org.gridseal.lint;

import java.util.EnumSet;
import java.util.Set;

/// What a certificate is for, as far as its rules differ (IEEE 2030.5-2018 §6.11).
public enum Role {
  /// Names one piece of hardware.
  DEVICE("a device"),
  /// An aggregator, or a utility's server, of the same PKI.
  SERVICE("an aggregator or a utility server"),
  /// Certifies devices.
  MICA("an authority for devices (MICA)"),
  /// Certifies authorities.
  MCA("an authority for authorities (MCA)"),
  SERCA("a root (SERCA)"),
  /// Outside IEEE 2030.5, such as a TLS server or a VPN gateway: RFC 5280 alone applies.
  OTHER("a certificate outside IEEE 2030.5");

  static final Set<Role> ANY = Set.copyOf(EnumSet.allOf(Role.class));
  static final Set<Role> MANUFACTURING = Set.copyOf(EnumSet.complementOf(EnumSet.of(OTHER)));
  static final Set<Role> AUTHORITIES = Set.of(MICA, MCA, SERCA);
  static final Set<Role> SUBORDINATES = Set.of(MICA, MCA);
  static final Set<Role> HOLDERS = Set.of(DEVICE, SERVICE);

  private final String words;

  Role(String words) {
    this.words = words;
  }

  /// For people, with its article.
  public String words() {
    return words;
  }

  /// The best guess from what a certificate says and where in its chain it stands, the holder's at
  /// 0.
  ///
  /// Whoever holds no other proof is taken for a device: that is what people bring here.
  static Role guess(Specimen certificate, int position, boolean belowIsHolder) {
    if (position == 0 && isHolder(certificate)) {
      return certificate.extensions().policies().contains(Ieee2030.SERVICE) ? SERVICE : DEVICE;
    }
    if (certificate.isSelfIssued()) {
      return SERCA;
    }
    return belowIsHolder || certificate.extensions().pathLength().orElse(-1) == 0 ? MICA : MCA;
  }

  /// Somebody's own certificate, even when it calls itself an authority.
  static boolean isHolder(Specimen certificate) {
    boolean old = certificate.version() < 3 && certificate.isSelfIssued();
    return !old
        && (!certificate.extensions().isAuthority()
            || Ieee2030.hardwareType(certificate).isPresent()
            || Ieee2030.isNamedAfterHardware(certificate));
  }
}
