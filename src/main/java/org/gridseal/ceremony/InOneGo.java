package org.gridseal.ceremony;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.CertificateProfile;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.authority.Stage;
import org.gridseal.x509.Fingerprints;

/// A root and CAs below it on one machine, with all keys at one keeper: for development, and for a
/// utility that takes the root's key away afterwards.
///
/// What there is stays; what an interrupted attempt has left undone is done.
public final class InOneGo {
  private final Ceremonies ceremonies;
  private final Statement statement;
  private final SignatureAlgorithm algorithm;

  public InOneGo(Ceremonies ceremonies, Statement statement, SignatureAlgorithm algorithm) {
    this.ceremonies = ceremonies;
    this.statement = statement;
    this.algorithm = algorithm;
  }

  /// Makes the root and the first CA of each line.
  ///
  /// @return whether anything was missing
  public boolean establish(String organisation, List<String> lines) {
    // Before there is a root below which nothing could be.
    lines.forEach(line -> Means.requireKind(ceremonies.means().profileBelowRoot(line), algorithm));
    boolean missing = ceremonies.folder().state().line(Ceremonies.ROOT).isEmpty();
    if (missing) {
      ceremonies.establishRoot(organisation, algorithm, statement);
    }
    for (String line : lines) {
      if (ceremonies.folder().state().at(line, Stage.issuing).isEmpty()) {
        begin(line, organisation);
        missing = true;
      }
    }
    return missing;
  }

  /// The lines of CAs below the root that are not for tests.
  public static List<String> productive(List<CertificateProfile> below) {
    return below.stream().filter(it -> !it.forTests()).map(CertificateProfile::name).toList();
  }

  /// Makes the next generation of a line, and takes its certificate into use.
  ///
  /// @return its name
  public AuthorityName begin(String line, String organisation) {
    Optional<FolderState.Generation> begun = ceremonies.folder().state().at(line, Stage.requested);
    AuthorityName name =
        begun.isPresent()
            ? begun.get().authority()
            : ceremonies.request(line, organisation, algorithm);
    byte[] request = ceremonies.folder().request(name);
    SignedRecord answer =
        ceremonies
            .answerTo(Fingerprints.sha256(request))
            .orElseGet(() -> ceremonies.certify(ceremonies.plan(request, line), statement));
    X509Certificate certificate = answer.certificate(name.toString()).orElseThrow();
    ceremonies.install(certificate, Optional.of(answer), statement);
    return name;
  }
}
