package org.gridseal.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.gridseal.authority.AuthorityName;
import org.gridseal.authority.SignatureAlgorithm;
import org.gridseal.ceremony.AuthorityFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// CAs with keys of ML-DSA below a root, with the profiles that are there to be tried, as
/// `policies/README.md` says.
class LatticeAuthorityTest {
  private static final String EXPERIMENT = "gridseal.ca.experimental-ml-dsa";
  private static final String LINE = "experimental-issuing";
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  @TempDir private Path folder;

  private Path offline;
  private Path service;
  private CaRuns ca;

  @BeforeEach
  void prepare() throws IOException {
    offline = folder.resolve("offline");
    service = folder.resolve("service");
    ca = new CaRuns(folder);
    Path profiles = Files.createDirectories(folder.resolve("policies").resolve("profiles"));
    for (String name : List.of("experimental-root", LINE)) {
      Files.writeString(
          profiles.resolve(name.replace("experimental-root", "root") + ".yaml"),
          Files.readString(Path.of("policies", "experimental", name + ".yaml"))
              .replace("experimental-root", "root"));
    }
    ca.policies(folder.resolve("policies"));
    System.setProperty(EXPERIMENT, "true");
  }

  @AfterEach
  void endTheExperiment() {
    System.clearProperty(EXPERIMENT);
  }

  @ParameterizedTest(name = "{0} below {1}")
  @CsvSource({
    "ML-DSA-44, P-384",
    "ML-DSA-65, ML-DSA-65",
    "ML-DSA-87, ML-DSA-65",
    "P-384, ML-DSA-87"
  })
  void theJdkAndBouncyCastleBelieveWhatAnOfflineRootSigned(String below, String above)
      throws Exception {
    Path request = folder.resolve("carried.csr");
    ca.done(
        offline, CaRuns.with("root", "--organisation", "Example Utility", "--algorithm", above));
    ca.done(
        service,
        CaRuns.with(
            "import",
            offline.resolve("0001-established-root.p7m").toString(),
            "--fingerprint",
            ca.fingerprint()));
    ca.done(
        service, CaRuns.with("issuing", LINE, "--algorithm", below, "--out", request.toString()));
    ca.done(offline, CaRuns.with("sign", request.toString(), "--line", LINE));
    assertThat(ca.said()).contains("key           " + below);
    ca.done(service, CaRuns.with("install", folder.resolve("carried.p7m").toString()));
    ca.done(service, "show");

    assertThat(kind("root")).isEqualTo(above);
    assertThat(kind(LINE)).isEqualTo(below);
    validate(CertificateFactory.getInstance("X.509"), CertPathValidator.getInstance("PKIX"));
    validate(
        CertificateFactory.getInstance("X.509", BOUNCY_CASTLE),
        CertPathValidator.getInstance("PKIX", BOUNCY_CASTLE));
    assertThat(isProved(new AuthorityFolder(service).request(AuthorityName.first(LINE)))).isTrue();
  }

  @Test
  void isMadeInOneGoAndTakenOverByAnother() throws Exception {
    ca.done(service, "init", "--line", LINE, "--algorithm", "ML-DSA-65");
    ca.done(service, CaRuns.with("issuing", LINE, "--algorithm", "ML-DSA-87"));
    ca.done(service, CaRuns.with("rollover", "switch", LINE));
    ca.done(service, "show");

    assertThat(kind("root")).isEqualTo("ML-DSA-65");
    assertThat(kind(LINE)).isEqualTo("ML-DSA-65");
    assertThat(kind(LINE + "-2")).isEqualTo("ML-DSA-87");
    validate(CertificateFactory.getInstance("X.509"), CertPathValidator.getInstance("PKIX"));
  }

  private X509Certificate certificate(String name) {
    return new AuthorityFolder(service).certificate(AuthorityName.parse(name));
  }

  private String kind(String name) {
    return SignatureAlgorithm.of(certificate(name).getPublicKey()).kind().toString();
  }

  private void validate(CertificateFactory factory, CertPathValidator validator) throws Exception {
    var parameters =
        new PKIXParameters(Set.of(new TrustAnchor(read(factory, certificate("root")), null)));
    parameters.setRevocationEnabled(false);
    validator.validate(
        factory.generateCertPath(List.of(read(factory, certificate(LINE)))), parameters);
  }

  private static X509Certificate read(CertificateFactory factory, X509Certificate certificate)
      throws Exception {
    return (X509Certificate)
        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
  }

  /// Whether Bouncy Castle finds the request signed with the key inside it.
  private static boolean isProved(byte[] encoded) throws Exception {
    var request = new PKCS10CertificationRequest(encoded);
    return request.isSignatureValid(
        new JcaContentVerifierProviderBuilder()
            .setProvider(BOUNCY_CASTLE)
            .build(request.getSubjectPublicKeyInfo()));
  }
}
