package org.gridseal.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gridseal.lint.LintTest.NOW;
import static org.gridseal.lint.LintTest.namesIn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.gridseal.testing.Crafted;
import org.gridseal.testing.Deviations;
import org.gridseal.testing.Keys;
import org.gridseal.x509.Pem;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What certificates of the field really have wrong: rebuilt here, and, where they are at hand, the
/// real ones.
class FieldTest {
  private static final Path REAL = Path.of("../shared/data/certs");
  private static final String ARC = "1.3.6.1.4.1.40732.";

  private final Crafted root = Crafted.serca();
  private final Crafted mica = Crafted.mica(root);

  @Test
  void findsPoliciesUnderTheWrongArc() {
    mica.policies("1.3.5.1.4.1.40732.1.1", "1.3.5.1.4.1.40732.1.3");

    assertThat(namesIn(below(Crafted.device(mica))))
        .containsExactly("device-policy-not-allowed-above", "policy-arc-misspelled");
  }

  /// Why nobody noticed: only who asks for a policy is refused.
  @Test
  void findsWhatPlainPathValidationPasses() throws Exception {
    mica.policies("1.3.5.1.4.1.40732.1.1");
    var anchor = new TrustAnchor(Pem.certificate(root.encoded()), null);
    CertPath path =
        CertificateFactory.getInstance("X.509")
            .generateCertPath(
                List.of(
                    Pem.certificate(Crafted.device(mica).encoded()),
                    Pem.certificate(mica.encoded())));
    var parameters = new PKIXParameters(Set.of(anchor));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(NOW));
    CertPathValidator validator = CertPathValidator.getInstance("PKIX");

    assertThatCode(() -> validator.validate(path, parameters)).doesNotThrowAnyException();

    parameters.setExplicitPolicyRequired(true);
    parameters.setInitialPolicies(Set.of(ARC + "1.1"));
    assertThatThrownBy(() -> validator.validate(path, parameters))
        .isInstanceOf(CertPathValidatorException.class)
        .hasMessageContaining("policy");
  }

  @Test
  void findsALeafThatIsSelfSignedAndBulkIssuedAtOnce() {
    var device =
        Crafted.device(mica)
            .policies(ARC + "1.1", ARC + "1.3", ARC + "2.1", ARC + "2.2", ARC + "2.4")
            .hardware(ARC + "62223.1");

    assertThat(namesIn(below(device)))
        .contains(
            "self-signed-policy-on-issued",
            "policies-exclude-each-other",
            "test-certificate",
            "hardware-type-under-standard-arc");
  }

  @Test
  void findsAnRsaGatewayThatIsItsOwnAuthority() {
    var gateway =
        Crafted.selfSigned(Keys.rsa(), "CN=0080A34B5C6D")
            .signedWith("SHA256withRSA")
            .notAfter(new DERUTCTime("400101000000Z"))
            .with(Extension.basicConstraints, true, new BasicConstraints(true))
            .without(Extension.subjectAlternativeName)
            .without(Extension.certificatePolicies)
            .without(Extension.keyUsage);

    assertThat(namesIn(List.of(gateway.encoded())))
        .contains(
            "key-is-rsa",
            "device-is-authority",
            "device-self-signed",
            "signature-not-ecdsa-with-sha256",
            "device-hardware-name-missing",
            "device-policies-missing");
  }

  @Test
  void findsAnRsaTestCertificateForAServerWithAnAddress() {
    var device =
        Crafted.device(mica)
            .key(SubjectPublicKeyInfo.getInstance(Keys.rsa().getPublic().getEncoded()))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .with(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
            .names(new GeneralName(GeneralName.iPAddress, "192.0.2.1"));

    assertThat(namesIn(below(device)))
        .containsExactly(
            "key-is-rsa",
            "device-hardware-name-missing",
            "device-other-names",
            "device-key-usage",
            "device-with-key-purpose");
  }

  @Test
  void findsARootOfVersion1WithAnEndNobodySeesAndALeafThatIsAnAuthority() {
    root.version(1).notAfter(new DERGeneralizedTime("40231231235959Z"));
    var leaf =
        Crafted.device(root)
            .notAfter(new DERGeneralizedTime("40231231235959Z"))
            .with(Extension.basicConstraints, true, new BasicConstraints(true));

    assertThat(namesIn(List.of(leaf.encoded(), root.encoded())))
        .contains("version-not-3", "validity-far-yet-finite", "device-is-authority");
    assertThat(namesIn(List.of(root.encoded()))).contains("version-not-3", "authority-not-stated");
  }

  @Test
  void findsAnOrdinaryClientCertificate() {
    var leaf =
        Crafted.device(mica)
            .subject("CN=client")
            .notAfter(new DERUTCTime("301201000000Z"))
            .without(Extension.certificatePolicies)
            .without(Extension.subjectAlternativeName)
            .with(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));

    assertThat(namesIn(below(leaf)))
        .containsExactly(
            "validity-finite",
            "device-subject-not-empty",
            "device-hardware-name-missing",
            "device-policies-missing",
            "device-with-key-purpose");
  }

  @Test
  void findsAuthoritiesWhoseKeysMayDoMoreOrLess() {
    mica.usage(KeyUsage.keyCertSign);
    root.usage(KeyUsage.digitalSignature | KeyUsage.keyCertSign | KeyUsage.cRLSign);

    assertThat(namesIn(below(Crafted.device(mica))))
        .containsExactly("authority-without-crl-sign", "authority-signs-more");
  }

  @Test
  void saysOfAKeyIdentifierOnlyHowItWasMade() {
    var found = LintTest.findings(Deviations.of("key-identifier-of-whole-key-info"));

    assertThat(found).extracting(Finding::name).containsExactly("key-identifier-of-whole-key-info");
    assertThat(found).noneMatch(Finding::isError);
  }

  @Test
  void findsASelfSignedDeviceAsInChainG() {
    var device = Crafted.selfSigned(Keys.p256(), "CN=inverter");

    assertThat(namesIn(List.of(device.encoded()))).contains("device-self-signed");
  }

  @Test
  void findsNothingWrongWithTheRealChainOfEpri() throws IOException {
    assertThat(
            namesInFiles(
                "epri-dev+IEEE-2030.5-Client/pti_dev.x509",
                "epri-dev+IEEE-2030.5-Client/certs__csep_root.pem"))
        .isEmpty();
  }

  @Test
  void namesWhatIsWrongWithTheRealChainOfEnergyQueensland() throws IOException {
    assertThat(namesInFiles("longzheng+open-dynamic-export/eq_test_chain_device_mica_serca.pem"))
        .containsExactly(
            "hardware-type-under-standard-arc",
            "self-signed-policy-on-issued",
            "policies-exclude-each-other",
            "test-certificate",
            "key-known-to-issuer",
            "device-policy-not-allowed-above",
            "role-policy-not-allowed-above",
            "policy-arc-misspelled",
            "authority-without-crl-sign");
  }

  @Test
  void namesWhatIsWrongWithARealSelfSignedCertificate() throws IOException {
    List<Specimen> chain = read("longzheng+open-dynamic-export/selfsigned_mock.pem");

    assertThat(Lint.examine(chain, Lint.roles(chain, Optional.of(Role.DEVICE)), NOW))
        .extracting(Finding::name)
        .contains(
            "device-is-authority",
            "device-self-signed",
            "device-subject-not-empty",
            "device-hardware-name-missing",
            "device-policies-missing");
  }

  @Test
  void readsEveryRealCertificate() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(REAL), "the certificates of the field are not here");
    try (Stream<Path> files = Files.walk(REAL)) {
      List<Path> all = files.filter(file -> file.toString().matches(".*\\.(pem|x509)")).toList();

      assertThat(all).isNotEmpty();
      for (Path file : all) {
        Report report =
            Report.of(
                List.of(Brought.read(Files.readAllBytes(file))),
                Optional.empty(),
                Optional.empty(),
                NOW);
        assertThat(report.chains()).as(file.toString()).isNotEmpty();
      }
    }
  }

  private List<byte[]> below(Crafted device) {
    return List.of(device.encoded(), mica.encoded(), root.encoded());
  }

  private static List<String> namesInFiles(String... names) throws IOException {
    List<Specimen> chain = read(names);
    return Lint.examine(chain, Lint.roles(chain, Optional.empty()), NOW).stream()
        .map(Finding::name)
        .toList();
  }

  static List<Specimen> read(String... names) throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(REAL), "the certificates of the field are not here");
    List<Specimen> chain = new ArrayList<>();
    for (String name : names) {
      Brought.read(Files.readAllBytes(REAL.resolve(name)))
          .pieces()
          .forEach(piece -> chain.add(piece.certificate()));
    }
    return chain;
  }
}
