package org.gridseal.revocation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.IssuerHash;
import org.gridseal.authority.OcspQuestion;
import org.gridseal.revocation.Revocations.Named;

/// Whose certificates are asked about: authorities by the hashes of their names and keys. They may
/// become others while the service runs; the hashes are made once for each list of them.
final class Issuers {
  private final Supplier<List<CertificationAuthority>> authorities;
  private volatile Known known = new Known(List.of(), Map.of());

  Issuers(Supplier<List<CertificationAuthority>> authorities) {
    this.authorities = authorities;
  }

  private record Known(
      List<CertificationAuthority> all, Map<IssuerHash, CertificationAuthority> byHash) {
    static Known of(List<CertificationAuthority> all) {
      Map<IssuerHash, CertificationAuthority> byHash = new HashMap<>();
      for (CertificationAuthority authority : all) {
        IssuerHash.allOf(authority.certificate()).forEach(hash -> byHash.put(hash, authority));
      }
      return new Known(all, byHash);
    }
  }

  /// @return empty if it is none of ours
  Optional<CertificationAuthority> of(OcspQuestion question) {
    List<CertificationAuthority> all = authorities.get();
    Known now = known;
    if (!now.all().equals(all)) {
      now = Known.of(all);
      known = now;
    }
    return Optional.ofNullable(now.byHash().get(question.issuer()));
  }

  /// @return empty if the issuer is none of ours, or no certificate can have the number
  Optional<Named> named(OcspQuestion question) {
    return of(question)
        .flatMap(
            issuer -> question.serialNumber().map(serial -> new Named(issuer.shortName(), serial)));
  }
}
