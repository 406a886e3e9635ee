package org.gridseal.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyMappings;
import org.gridseal.testing.Manufacturer;
import org.gridseal.testing.Requests;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Letters in the names are those of the chains of SunSpec's CSIP conformance test COMM-004.
class TrustedPathTest {
  private static final InstantSource TIME =
      InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z"));

  private static final Path REAL = Path.of("../shared/data/certs");

  private static final HardwareModuleName NAME =
      new HardwareModuleName("1.3.6.1.4.1.37250.13.1", "01");

  private final Manufacturer serca = Manufacturer.serca("Fake SERCA");

  @Test
  void acceptsADeviceBelowTheRoot() {
    assertThat(trusting(serca).rootOf(serca.device(NAME).sent())).contains(serca.root());
  }

  @Test
  void acceptsADeviceBelowOneAuthority() {
    var sent = serca.mica("Fake MICA").device(NAME).sent();

    assertThat(trusting(serca).rootOf(sent)).contains(serca.root());
  }

  @Test
  void acceptsADeviceBelowTwoAuthorities() {
    var sent = serca.mca("Fake MCA").mica("Fake MICA").device(NAME).sent();

    assertThat(trusting(serca).rootOf(sent)).contains(serca.root());
  }

  @Test
  void acceptsAChainThatEndsInItsRoot() {
    var chain = serca.mica("Fake MICA").device(NAME).chain();

    assertThat(trusting(serca).rootOf(chain)).contains(serca.root());
  }

  @Test
  void acceptsADeviceThatLeavesAnAuthorityOutWhichIsTrustedItself() {
    Manufacturer mica = serca.mica("Fake MICA");
    X509Certificate device = mica.device(NAME).certificate();
    X509Certificate authority = mica.device(NAME).chain().get(1);
    var path = new TrustedPath(List.of(serca.root(), authority), TIME);

    assertThat(path.rootOf(List.of(device))).contains(authority);
  }

  @Test
  void refusesALongerPath() {
    var sent = serca.mca("Fake MCA").mica("Fake MICA").mica("Fake third").device(NAME).sent();

    assertThat(trusting(serca).rootOf(sent)).isEmpty();
  }

  @Test
  void refusesALongerPathWhoseConstraintsWouldAllowIt() {
    Manufacturer root = Manufacturer.serca("Fake SERCA");
    var sent = root.mca("A").mca("B").mica("C").device(NAME).sent();

    assertThat(sent).hasSize(4);
    assertThat(trusting(root).rootOf(sent)).isEmpty();
  }

  @Test
  void refusesAnExpiredDevice() {
    var sent = serca.device(NAME, TIME.instant().minusSeconds(1)).sent();

    assertThat(trusting(serca).rootOf(sent)).isEmpty();
  }

  @Test
  void refusesAnUnknownRootOfTheSameName() {
    var sent = Manufacturer.serca("Fake SERCA").device(NAME).sent();

    assertThat(trusting(serca).rootOf(sent)).isEmpty();
  }

  @Test
  void refusesAMissingAuthority() {
    X509Certificate device = serca.mica("Fake MICA").device(NAME).certificate();

    assertThat(trusting(serca).rootOf(List.of(device))).isEmpty();
  }

  @Test
  void refusesARootByItself() {
    assertThat(trusting(serca).rootOf(List.of(serca.root()))).isEmpty();
  }

  @Test
  void refusesADeviceThatPlaysAuthority() {
    Manufacturer.Device honest = serca.device(NAME);
    Manufacturer.Device below = serca.mica("Fake MICA").device(NAME);

    assertThat(trusting(serca).rootOf(List.of(below.certificate(), honest.certificate())))
        .isEmpty();
  }

  @Test
  void refusesEverybodyWhileItKnowsNoRoot() {
    var path = new TrustedPath(List.of(), TIME);

    assertThat(path.rootOf(serca.device(NAME).chain())).isEmpty();
    assertThat(path.rootOf(List.of())).isEmpty();
  }

  @Test
  void refusesAnAuthorityWithACriticalKeyPurposeAsInChainD() {
    assertThat(below(Extension.extendedKeyUsage, true)).isEmpty();
  }

  @Test
  void refusesAnAuthorityWithNameConstraintsAsInChainE() {
    assertThat(below(Extension.nameConstraints, false)).isEmpty();
  }

  @Test
  void refusesAnAuthorityWithPolicyMappingsAsInChainF() {
    assertThat(below(Extension.policyMappings, false)).isEmpty();
  }

  @Test
  void acceptsARealChain() throws IOException {
    Path folder = REAL.resolve("epri-dev+IEEE-2030.5-Client");
    Assumptions.assumeTrue(Files.isDirectory(folder), "the certificates of the field are not here");
    X509Certificate root =
        Pem.certificate(Files.readAllBytes(folder.resolve("certs__csep_root.pem")));
    X509Certificate device = Pem.certificate(Files.readAllBytes(folder.resolve("pti_dev.x509")));

    assertThat(new TrustedPath(List.of(root), TIME).rootOf(List.of(device))).contains(root);
    assertThat(HardwareModuleName.of(device))
        .contains(new HardwareModuleName("1.3.6.1.4.1.37250.13.1.1", "ff150032"));
  }

  private static TrustedPath trusting(Manufacturer manufacturer) {
    return new TrustedPath(List.of(manufacturer.root()), TIME);
  }

  private Optional<X509Certificate> below(ASN1ObjectIdentifier type, boolean critical) {
    Extension extension = Requests.extension(type, critical, content(type));
    return trusting(serca).rootOf(serca.mica("Fake MICA", extension).device(NAME).sent());
  }

  private static ASN1Encodable content(ASN1ObjectIdentifier type) {
    if (type.equals(Extension.extendedKeyUsage)) {
      return new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage);
    }
    if (type.equals(Extension.nameConstraints)) {
      GeneralName own = new GeneralName(GeneralName.dNSName, "example.org");
      return new NameConstraints(new GeneralSubtree[] {new GeneralSubtree(own)}, null);
    }
    var device = new ASN1ObjectIdentifier("1.3.6.1.4.1.40732.1.1");
    return new PolicyMappings(
        CertPolicyId.getInstance(device), CertPolicyId.getInstance(device.branch("9")));
  }
}
