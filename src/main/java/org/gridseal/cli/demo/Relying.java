package org.gridseal.cli.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Somebody who is shown a certificate and wants to know whether to believe it: the platform's own
/// path validation, with OCSP, and with the policy of IEEE 2030.5 devices demanded.
///
/// @param status the status listener
record Relying(X509Certificate root, X509Certificate issuing, URI status) {
  /// Generic device (IEEE 2030.5-2018 §6.11.7).
  private static final String DEVICE_POLICY = "1.3.6.1.4.1.40732.1.1";

  /// A second apart.
  private static final int LOOKS = 60;

  /// Whether the path holds and OCSP calls the certificate good.
  boolean believes(X509Certificate certificate) {
    try {
      var path =
          CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate, issuing));
      CertPathValidator validator = CertPathValidator.getInstance("PKIX");
      validator.validate(path, parameters(validator));
      return true;
    } catch (CertPathValidatorException e) {
      if (e.getReason() == BasicReason.REVOKED) {
        return false;
      }
      throw new FailedStepException("the certificate's path does not hold", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has PKIX", e);
    }
  }

  private PKIXParameters parameters(CertPathValidator validator)
      throws InvalidAlgorithmParameterException {
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setExplicitPolicyRequired(true);
    parameters.setInitialPolicies(Set.of(DEVICE_POLICY));
    var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
    checker.setOptions(EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK));
    checker.setOcspResponder(status.resolve("/ocsp"));
    parameters.addCertPathChecker(checker);
    return parameters;
  }

  /// Whether the CRL, whose signature is checked, lists the certificate within a minute: lists are
  /// made seconds after a revocation, those of one moment together.
  boolean isListedSoon(X509Certificate certificate) {
    for (int look = 0; look < LOOKS; look++) {
      if (isListed(certificate)) {
        return true;
      }
      pause();
    }
    return isListed(certificate);
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedStepException("interrupted", e);
    }
  }

  private boolean isListed(X509Certificate certificate) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      byte[] encoded =
          client
              .send(
                  HttpRequest.newBuilder(status.resolve("/crl/issuing.crl")).build(),
                  BodyHandlers.ofByteArray())
              .body();
      X509CRL list =
          (X509CRL)
              CertificateFactory.getInstance("X.509")
                  .generateCRL(new ByteArrayInputStream(encoded));
      list.verify(issuing.getPublicKey());
      return list.isRevoked(certificate);
    } catch (IOException | GeneralSecurityException e) {
      throw new FailedStepException("the CRL cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedStepException("interrupted", e);
    }
  }
}
