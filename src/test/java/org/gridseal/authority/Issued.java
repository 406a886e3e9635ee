package org.gridseal.authority;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.gridseal.testing.Authorities;
import org.gridseal.testing.InMemoryKey;
import org.gridseal.testing.Keys;
import org.gridseal.testing.Subjects;
import org.gridseal.x509.SubjectKey;

/// A certificate of a profile, with the authorities above it.
///
/// @param authorities the issuer first, the root last
record Issued(
    CertificateProfile profile,
    X509Certificate certificate,
    List<CertificationAuthority> authorities) {

  /// Makes authorities as the profile wants them, and has them issue one.
  ///
  /// @param now what the authorities take for the time
  static Issued of(CertificateProfile profile, String curve, Instant now) {
    return by(new Authorities(new InMemoryKey(), InstantSource.fixed(now)), profile, curve);
  }

  static Issued by(Authorities all, CertificateProfile profile, String curve) {
    KeyPair keys = curve.equals("P-384") ? Keys.p384() : Keys.p256();
    List<CertificationAuthority> above = new ArrayList<>();
    CertificateProfile below = profile;
    while (!below.isSelfIssued()) {
      above.add(all.issuerOf(below));
      below = Authorities.profile(below.issuer());
    }
    CertificationAuthority issuer = above.getFirst();
    Draft draft =
        issuer.prepare(
            profile,
            Subjects.full(),
            SubjectKey.of(keys.getPublic()),
            profile.validity().maximum());
    return new Issued(profile, issuer.sign(draft), List.copyOf(above));
  }

  CertificationAuthority issuer() {
    return authorities.getFirst();
  }

  X509Certificate root() {
    return authorities.getLast().certificate();
  }

  /// Authorities that a peer sends along.
  List<X509Certificate> between() {
    return authorities.subList(0, authorities.size() - 1).stream()
        .map(CertificationAuthority::certificate)
        .toList();
  }

  /// As a peer sends it: the root left out.
  List<X509Certificate> path() {
    List<X509Certificate> path = new ArrayList<>(List.of(certificate));
    path.addAll(between());
    return List.copyOf(path);
  }
}
