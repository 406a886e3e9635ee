package org.gridseal.x509;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/// A set of roots, and the question whether a presented chain leads to one of them (RFC 5280 §6).
///
/// Revocation is not asked here: manufacturer certificates have none (IEEE 2030.5-2018 §6.11), and
/// ours is looked up in the register, which is fresher than any list.
public final class TrustedPath {
  /// MCA, MICA, device below a SERCA: longer paths do not exist (IEEE 2030.5-2018 §6.11.2).
  private static final int LONGEST_PATH = 3;

  /// Extensions of RFC 5280 §4.2.1.
  private static final String NAME_CONSTRAINTS = "2.5.29.30";

  private static final String POLICY_MAPPINGS = "2.5.29.33";
  private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

  private final Set<TrustAnchor> anchors;
  private final InstantSource time;

  public TrustedPath(Collection<X509Certificate> roots, InstantSource time) {
    this.anchors =
        roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
    this.time = time;
  }

  /// Finds the root that the chain leads to.
  ///
  /// @param chain as the peer sent it, its own certificate first, the root left out or not
  /// @return empty if it leads to none, is out of its validity period, or breaks a rule on the way
  public Optional<X509Certificate> rootOf(List<X509Certificate> chain) {
    return rootOf(chain, time.instant());
  }

  /// Finds the root that the chain led to at some time.
  public Optional<X509Certificate> rootOf(List<X509Certificate> chain, Instant at) {
    List<X509Certificate> path =
        chain.stream().filter(certificate -> !isAnchor(certificate)).toList();
    if (anchors.isEmpty()
        || path.isEmpty()
        || path.size() > LONGEST_PATH
        || !isUnderAnchor(path.getLast())
        || path.stream().skip(1).anyMatch(TrustedPath::isNoManufacturingAuthority)) {
      return Optional.empty();
    }
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var result =
          CertPathValidator.getInstance("PKIX")
              .validate(factory.generateCertPath(path), parameters(at));
      return Optional.of(((PKIXCertPathValidatorResult) result).getTrustAnchor().getTrustedCert());
    } catch (CertPathValidatorException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PKIX and X.509", e);
    }
  }

  /// Plain PKIX takes authorities that IEEE 2030.5 devices must not take: with name constraints,
  /// with policy mappings, with a critical key purpose (SunSpec CSIP test COMM-004, chains D to F).
  private static boolean isNoManufacturingAuthority(X509Certificate authority) {
    Set<String> critical = authority.getCriticalExtensionOIDs();
    return authority.getExtensionValue(NAME_CONSTRAINTS) != null
        || authority.getExtensionValue(POLICY_MAPPINGS) != null
        || (critical != null && critical.contains(EXTENDED_KEY_USAGE));
  }

  private PKIXParameters parameters(Instant at) throws InvalidAlgorithmParameterException {
    PKIXParameters parameters = new PKIXParameters(anchors);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(at));
    return parameters;
  }

  /// A chain of somebody else's is the ordinary case, and no reason for an exception out of PKIX.
  private boolean isUnderAnchor(X509Certificate last) {
    X500Principal issuer = last.getIssuerX500Principal();
    return anchors.stream()
        .anyMatch(anchor -> issuer.equals(anchor.getTrustedCert().getSubjectX500Principal()));
  }

  private boolean isAnchor(X509Certificate certificate) {
    return anchors.stream().anyMatch(anchor -> certificate.equals(anchor.getTrustedCert()));
  }
}
