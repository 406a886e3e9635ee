package org.gridseal.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.gridseal.testing.Crafted;
import org.gridseal.testing.Deviations;
import org.gridseal.testing.Keys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Letters in the names are those of the chains of SunSpec's CSIP conformance test COMM-004.
class LintTest {
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void namesWhatIsWrong(String rule) {
    assertThat(namesIn(Deviations.of(rule))).contains(rule);
  }

  @Test
  void hasAChainForEveryRuleAndARuleForEveryChain() {
    assertThat(Lint.RULES).extracting(Rule::name).doesNotHaveDuplicates();
    assertThat(Lint.RULES)
        .extracting(Rule::name)
        .containsExactlyInAnyOrderElementsOf(Deviations.byRule().keySet());
  }

  @Test
  void findsNothingWrongWithADeviceBelowTheRootAsInChainA() {
    Crafted root = Crafted.serca();

    assertThat(namesIn(List.of(Crafted.device(root).encoded(), root.encoded()))).isEmpty();
  }

  @Test
  void findsNothingWrongWithADeviceBelowOneAuthorityAsInChainB() {
    assertThat(namesIn(Deviations.honest())).isEmpty();
  }

  @Test
  void findsNothingWrongWithADeviceBelowTwoAuthoritiesAsInChainC() {
    Crafted root = Crafted.serca();
    Crafted mca = Crafted.mca(root);
    Crafted mica = Crafted.mica(mca);
    var chain =
        List.of(Crafted.device(mica).encoded(), mica.encoded(), mca.encoded(), root.encoded());

    assertThat(namesIn(chain)).isEmpty();
  }

  @Test
  void acceptsADeviceThatSaysThatItIsNoAuthority() {
    Crafted root = Crafted.serca();
    Crafted device =
        Crafted.device(root).with(Extension.basicConstraints, true, new BasicConstraints(false));

    assertThat(namesIn(List.of(device.encoded(), root.encoded()))).isEmpty();
  }

  @Test
  void findsNothingWrongWithAnRsaKeyOutsideIeee20305() {
    Crafted server = Crafted.selfSigned(Keys.rsa(), "CN=server").signedWith("SHA256withRSA");

    Specimen specimen = Specimen.parse(server.encoded());

    assertThat(Lint.examine(specimen, Role.OTHER, NOW)).isEmpty();
    assertThat(Lint.examine(specimen, Role.DEVICE, NOW))
        .extracting(Finding::name)
        .contains("key-is-rsa");
  }

  @Test
  void tellsWhichCertificateOfTheChainIsMeant() {
    var findings = findings(Deviations.of("policy-arc-misspelled"));

    assertThat(findings)
        .filteredOn(finding -> finding.name().equals("policy-arc-misspelled"))
        .extracting(Finding::position)
        .containsExactly(1);
  }

  static List<String> rules() {
    return List.copyOf(Deviations.byRule().keySet());
  }

  static List<String> namesIn(List<byte[]> chain) {
    return findings(chain).stream().map(Finding::name).toList();
  }

  static List<Finding> findings(List<byte[]> encoded) {
    List<Specimen> chain = encoded.stream().map(Specimen::parse).toList();
    return Lint.examine(chain, Lint.roles(chain, Optional.empty()), NOW);
  }
}
