package org.gridseal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.gridseal.x509.Pem;

/// Three relying parties that know one root and nothing else: the platform, Bouncy Castle, OpenSSL.
public final class Believers {
  /// Generic device (IEEE 2030.5-2018 §6.11.7).
  private static final String DEVICE_POLICY = "1.3.6.1.4.1.40732.1.1";

  private final Tool tool;

  public Believers(Path folder) {
    this.tool = new Tool(folder);
  }

  /// All three find a path from the certificate to the root, on which the policy of devices holds.
  ///
  /// @param bundle what they were given beside: CAs, other roots, what leads from root to root
  public void believe(
      X509Certificate certificate,
      X509Certificate root,
      List<X509Certificate> bundle,
      Instant time) {
    assertThat(platform(certificate, root, bundle, time)).as("platform").isTrue();
    assertThat(bouncyCastle(certificate, root, bundle, time)).as("Bouncy Castle").isTrue();
    assertThat(openssl(certificate, root, bundle, time)).as("OpenSSL").contains(": OK");
  }

  public boolean platform(
      X509Certificate certificate,
      X509Certificate root,
      List<X509Certificate> bundle,
      Instant time) {
    try {
      return builds(CertPathBuilder.getInstance("PKIX"), certificate, root, bundle, time);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean bouncyCastle(
      X509Certificate certificate,
      X509Certificate root,
      List<X509Certificate> bundle,
      Instant time) {
    try {
      var builder = CertPathBuilder.getInstance("PKIX", new BouncyCastleProvider());
      return builds(builder, certificate, root, bundle, time);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean builds(
      CertPathBuilder builder,
      X509Certificate certificate,
      X509Certificate root,
      List<X509Certificate> bundle,
      Instant time)
      throws GeneralSecurityException {
    var target = new X509CertSelector();
    target.setCertificate(certificate);
    var parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(root, null)), target);
    List<X509Certificate> all = new ArrayList<>(bundle);
    all.add(certificate);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
    parameters.setRevocationEnabled(false);
    parameters.setExplicitPolicyRequired(true);
    parameters.setInitialPolicies(Set.of(DEVICE_POLICY));
    parameters.setDate(Date.from(time));
    try {
      builder.build(parameters);
      return true;
    } catch (CertPathBuilderException e) {
      return false;
    }
  }

  /// What `openssl verify` says. Roots are no intermediates, so it gets none but the one it trusts.
  public String openssl(
      X509Certificate certificate,
      X509Certificate root,
      List<X509Certificate> bundle,
      Instant time) {
    write("anchor.pem", List.of(root));
    write("bundle.pem", bundle.stream().filter(each -> !isSignedByItself(each)).toList());
    write("certificate.pem", List.of(certificate));
    return tool.run(
            "openssl",
            "verify",
            "-attime",
            Long.toString(time.getEpochSecond()),
            "-policy_check",
            "-policy",
            DEVICE_POLICY,
            "-explicit_policy",
            "-CAfile",
            "anchor.pem",
            "-untrusted",
            "bundle.pem",
            "certificate.pem")
        .toString();
  }

  private static boolean isSignedByItself(X509Certificate certificate) {
    PublicKey key = certificate.getPublicKey();
    try {
      certificate.verify(key);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private void write(String name, List<X509Certificate> certificates) {
    try {
      Files.writeString(
          tool.file(name), certificates.stream().map(Believers::pem).collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.write("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}
