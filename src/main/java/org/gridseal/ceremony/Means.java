package org.gridseal.ceremony;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.CertificationAuthority;
import org.gridseal.authority.SerialNumber;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.SigningKey;
import org.gridseal.authority.Stage;
import org.gridseal.authority.StatusLocations;
import org.gridseal.authority.Subject;
import org.gridseal.keeper.Keeper;

/// What every act needs: the folder, the keys, the profiles, time and chance.
///
/// @param base the status listener's address as the world sees it
record Means(
    AuthorityFolder folder,
    Keeper keeper,
    List<CertificateProfile> profiles,
    URI base,
    InstantSource time,
    Supplier<SerialNumber> serialNumbers) {
  Means {
    profiles = List.copyOf(profiles);
  }

  CertificationAuthority newRoot(
      AuthorityName name, Subject subject, SignatureAlgorithm algorithm) {
    requireKind(profile(Ceremonies.ROOT), algorithm);
    SigningKey key = keyFor(name, algorithm);
    var locations = new StatusLocations(base, name.toString());
    return new CertificationAuthority(
        CertificationAuthority.establishRoot(
            profile(Ceremonies.ROOT), subject, key, locations, time, serialNumbers),
        key,
        locations,
        time,
        serialNumbers);
  }

  /// Before a key is made that no certificate could be for.
  ///
  /// @throws RefusedCeremonyException if CAs of that profile have no such keys
  static void requireKind(CertificateProfile profile, SignatureAlgorithm algorithm) {
    if (!profile.keys().contains(algorithm.kind().toString())) {
      throw new RefusedCeremonyException(
          "profile %s has no key of %s".formatted(profile.name(), algorithm.kind()));
    }
  }

  /// One that an interrupted act has left is used.
  SigningKey keyFor(AuthorityName name, SignatureAlgorithm algorithm) {
    return keeper
        .find(name.toString())
        .orElseGet(() -> keeper.generate(name.toString(), algorithm));
  }

  Instant now() {
    return time.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// The CA of a line that signs now.
  CertificationAuthority issuing(FolderState state, String line) {
    return state
        .at(line, Stage.issuing)
        .map(each -> open(each.authority()))
        .orElseThrow(
            () -> new RefusedCeremonyException("no generation of " + line + " issues in here"));
  }

  CertificationAuthority open(AuthorityName name) {
    return authority(name, folder.certificate(name));
  }

  CertificationAuthority authority(AuthorityName name, X509Certificate certificate) {
    SigningKey key =
        keeper
            .find(name.toString())
            .orElseThrow(
                () -> new RefusedCeremonyException("the key of " + name + " is not kept here"));
    return new CertificationAuthority(
        certificate, key, new StatusLocations(base, name.toString()), time, serialNumbers);
  }

  /// Whether the key of that CA is kept here.
  boolean hasKey(AuthorityName name) {
    return keeper.find(name.toString()).isPresent();
  }

  void attach(CertificationAuthority authority) {
    keeper.attach(authority.shortName(), authority.certificate());
  }

  /// Where the key of that CA is kept, in a word.
  String kindOfKeeper(CertificationAuthority authority) {
    return keeper.kindOf(authority.shortName());
  }

  CertificateProfile profile(String name) {
    return profiles.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new RefusedCeremonyException("there is no profile " + name));
  }

  CertificateProfile profileBelowRoot(String line) {
    return linesBelowRoot().stream()
        .filter(each -> each.name().equals(line))
        .findFirst()
        .orElseThrow(
            () ->
                new RefusedCeremonyException(
                    "no profile of a CA below a root is named so; there are "
                        + String.join(
                            ", ",
                            linesBelowRoot().stream().map(CertificateProfile::name).toList())));
  }

  List<CertificateProfile> issuedBy(String line) {
    return profiles.stream().filter(each -> each.issuer().equals(line)).toList();
  }

  /// The lines that a root of ours certifies, as the profiles have them.
  List<CertificateProfile> linesBelowRoot() {
    return profiles.stream()
        .filter(it -> it.isAuthority() && it.issuer().equals(Ceremonies.ROOT))
        .toList();
  }
}
