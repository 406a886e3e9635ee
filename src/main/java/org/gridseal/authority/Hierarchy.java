package org.gridseal.authority;

import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/// All CAs of this installation at one moment: lines, and in each of them generations. Immutable;
/// whoever must see changes asks for the current one each time.
///
/// @param generations those that live, in any order
/// @param crossCertificates of roots by roots of the same line (RFC 4210 §4.4)
public record Hierarchy(List<Generation> generations, List<X509Certificate> crossCertificates) {
  /// First those that sign, then those that soon will, then those that did.
  private static final List<Stage> ORDER = List.of(Stage.issuing, Stage.prepared, Stage.retiring);

  private static final Comparator<Generation> BY_USE =
      Comparator.<Generation>comparingInt(it -> ORDER.indexOf(it.stage()))
          .thenComparingInt(it -> -it.name().generation());

  public Hierarchy {
    generations = generations.stream().filter(it -> it.stage().isLive()).sorted(BY_USE).toList();
    crossCertificates = List.copyOf(crossCertificates);
  }

  /// One CA.
  ///
  /// @param authority nothing where its key is not: a root's lies elsewhere
  public record Generation(
      AuthorityName name,
      Stage stage,
      X509Certificate certificate,
      Optional<CertificationAuthority> authority) {
    /// Whether it is nobody's but its own.
    public boolean isRoot() {
      return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
  }

  /// A hierarchy that never changes, in which each authority is the first and only of its line.
  public static Hierarchy of(CertificationAuthority... authorities) {
    return new Hierarchy(
        Stream.of(authorities)
            .map(
                each ->
                    new Generation(
                        AuthorityName.parse(each.shortName()),
                        Stage.issuing,
                        each.certificate(),
                        Optional.of(each)))
            .toList(),
        List.of());
  }

  /// The one generation of a line that signs now.
  ///
  /// @return empty if the line has none, or its key is not here
  public Optional<CertificationAuthority> issuing(String line) {
    return ofLine(line)
        .filter(each -> each.stage() == Stage.issuing)
        .findFirst()
        .flatMap(Generation::authority);
  }

  private Stream<Generation> ofLine(String line) {
    return generations.stream().filter(each -> each.name().line().equals(line));
  }

  /// The CA of that short name, if it lives and its key is here.
  public Optional<CertificationAuthority> named(String shortName) {
    return generations.stream()
        .filter(each -> each.name().toString().equals(shortName))
        .findFirst()
        .flatMap(Generation::authority);
  }

  /// The CA that signed a certificate of ours, going by the name of the issuer.
  public Optional<CertificationAuthority> issuerOf(X509Certificate certificate) {
    X500Principal issuer = certificate.getIssuerX500Principal();
    return generations.stream()
        .filter(
            each -> !each.isRoot() && issuer.equals(each.certificate().getSubjectX500Principal()))
        .findFirst()
        .flatMap(Generation::authority);
  }

  /// Those that answer for certificates: each has a CRL, and answers to OCSP.
  public List<CertificationAuthority> answering() {
    return generations.stream()
        .filter(each -> !each.isRoot())
        .flatMap(each -> each.authority().stream())
        .toList();
  }

  /// Every CA certificate that a chain may lead to.
  public List<X509Certificate> certificates() {
    return generations.stream().map(Generation::certificate).toList();
  }

  /// What somebody needs who has one anchor of ours, old or new, to believe the certificates of a
  /// line (RFC 7030 §4.1.3): its CAs, those that sign first, then the roots, then what leads from
  /// one root to the other.
  ///
  /// @param line empty means every line
  public List<X509Certificate> bundle(Optional<String> line) {
    Stream<Generation> below =
        generations.stream()
            .filter(each -> !each.isRoot())
            .filter(each -> line.isEmpty() || each.name().line().equals(line.get()));
    Stream<Generation> roots = generations.stream().filter(Generation::isRoot);
    return Stream.concat(
            Stream.concat(below, roots).map(Generation::certificate), crossCertificates.stream())
        .toList();
  }
}
