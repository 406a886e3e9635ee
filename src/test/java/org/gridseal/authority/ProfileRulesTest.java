package org.gridseal.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.gridseal.document.BrokenDocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Profiles that contradict RFC 5280, their own standard, or each other: each is a shipped one with
/// one thing changed.
class ProfileRulesTest {
  private static final Path SHIPPED = Path.of("policies/profiles");

  @TempDir Path folder;

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          issuing | [digitalSignature, keyCertSign, cRLSign] | [digitalSignature, cRLSign] | /keyUsage | a CA signs certificates
          tsa | bits: [digitalSignature] | bits: [digitalSignature, keyCertSign] | /keyUsage | only a CA has keyCertSign
          tsa | bits: [digitalSignature] | bits: [keyAgreement] | /keyUsage | the key of an end entity signs
          ieee2030.5-device | [digitalSignature, keyAgreement] | [digitalSignature] | /keyUsage | digitalSignature and keyAgreement are demanded
          csip-aggregator | { critical: true, bits | { critical: false, bits | /keyUsage | digitalSignature and keyAgreement are demanded
          issuing | enrollable: false | enrollable: true | /enrollable | no device asks for the certificate of a CA
          tsa | issuer: issuing-service | issuer: self | /issuer | only a CA signs its own certificate
          issuing | subject: [O, CN, serialNumber] | subject: empty | /subject | a CA has a name
          ieee2030.5-device | critical: true\\n  hardware | critical: false\\n  hardware | /subjectAltName | an empty subject makes the alternative name critical
          csip-aggregator | 1.3.6.1.4.1.40732.2.3 | 1.3.6.1.4.1.40732.1.3 | /subject | a device has no subject
          ieee2030.5-device | dnsNames: none | dnsNames: optional | /subjectAltName | a device has one name
          ieee2030.5-device-factory | crlDistributionPoint: false | crlDistributionPoint: true | /marks | noRevAvail excludes CRL and OCSP locations
          ieee2030.5-device-factory | authorityInfoAccess: [] | authorityInfoAccess: [ocsp] | /marks | noRevAvail excludes CRL and OCSP locations
          root | marks: [] | marks: [noRevAvail] | /marks | noRevAvail is not for a CA
          tsa | marks: [] | marks: [ocspNoCheck] | /marks | ocspNoCheck is for OCSP responders
          ocsp-responder | marks: [ocspNoCheck] | marks: [] | /marks | a responder says where to ask about itself
          ieee2030.5-mica | extendedKeyUsage: absent | extendedKeyUsage: { critical: true, purposes: [clientAuth] } | /extendedKeyUsage | devices reject a CA with an extended key usage
          ieee2030.5-device | extendedKeyUsage: absent | extendedKeyUsage: { critical: false, purposes: [clientAuth] } | /extendedKeyUsage | a device has no extended key usage
          vpn-gateway | purposes: [ipsecIKE] | purposes: [serverAuth] | /extendedKeyUsage | has no such purpose
          tsa | purposes: [timeStamping] | purposes: [timeStamping, clientAuth] | /extendedKeyUsage | has no such purpose
          tsa | { critical: true, purposes | { critical: false, purposes | /extendedKeyUsage | timeStamping is critical
          tsa | extendedKeyUsage: { critical: true, purposes: [timeStamping] } | extendedKeyUsage: absent | /extendedKeyUsage | demands a purpose
          openadr-ven | extendedKeyUsage: { critical: false, purposes: [clientAuth] } | extendedKeyUsage: absent | /extendedKeyUsage | demands a purpose
          ieee2030.5-device | 1.3.6.1.4.1.40732.1.3 | 1.3.5.1.4.1.40732.1.3 | /certificatePolicies | outside the arc
          ieee2030.5-device | 1.3.6.1.4.1.40732.1.3 | 2.5.29.32.0 | /certificatePolicies | outside the arc
          ieee2030.5-device | 1.3.6.1.4.1.40732.1.1 | 1.3.6.1.4.1.40732.1.2 | /certificatePolicies | critical policies with 1.3.6.1.4.1.40732.1.1 are demanded
          ieee2030.5-device | 1.3.6.1.4.1.40732.1.3 | 1.3.6.1.4.1.40732.2.2 | /certificatePolicies | is for what signs itself
          ieee2030.5-test-device | use: test | use: production | /use | test certificates carry
          ieee2030.5-device | use: production | use: test | /use | test certificates carry
          csip-aggregator-au | P2Y | P2Y1D | /validity/maximum | allows no such life
          ocsp-responder | P30D | P1Y | /validity/maximum | allows no such life
          ieee2030.5-device | keys: [P-256] | keys: [P-256, P-384] | /keys | has no such curve
          ieee2030.5-device | hardwareModuleName: required | hardwareModuleName: optional | /subjectAltName | demands a name
          iec61850-8-2-xmpp | xmppAddresses: required | xmppAddresses: optional | /subjectAltName | demands a name
          vpn-gateway | dnsNames: required | dnsNames: optional | /subjectAltName | demands a name
          tsa | authorityKeyIdentifier: true | authorityKeyIdentifier: false | /authorityKeyIdentifier | every certificate but a root's has one
          root | authorityKeyIdentifier: false | authorityKeyIdentifier: true | /authorityKeyIdentifier | every certificate but a root's has one
          sunspec-modbus-client | role: modbus | role: absent | /role | another role, or none
          sunspec-modbus-server | role: absent | role: modbus | /role | another role, or none
          iec62351-8-role | role: iec62351 | role: absent | /role | another role, or none
          """)
  void refusesAContradictionWithItsLineAndReason(
      String name, String right, String wrong, String pointer, String reason) throws IOException {
    String broken = broken(name, right.translateEscapes(), wrong.translateEscapes());

    assertThatThrownBy(() -> ProfileFile.parse(broken.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            BrokenDocumentException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(
                        problem -> {
                          assertThat(problem.pointer()).isEqualTo(pointer);
                          assertThat(problem.sentence()).contains(reason);
                          assertThat(lineIn(broken, problem.line())).contains(fieldOf(pointer));
                        }));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tsa | issuer: issuing-service | issuer: root | a root certifies CAs only
          tsa | issuer: issuing-service | issuer: nobody | its issuer is no CA among the profiles
          tsa | issuer: issuing-service | issuer: tls-server | its issuer is no CA among the profiles
          tsa | issuer: issuing-service | issuer: issuing-test | a CA for tests issues for tests only
          tsa | P5Y | P16Y | it may live longer than its issuer
          ieee2030.5-device-factory | issuer: ieee2030.5-mica | issuer: issuing | it may live longer than its issuer
          ieee2030.5-mica | issuer: ieee2030.5-serca | issuer: issuing | its issuer allows no such CA below it
          ieee2030.5-device | 40732.1.3 | 40732.2.4 | its issuer lacks one of its policies
          ieee2030.5-test-device | issuer: issuing-test | issuer: issuing | what is for tests is issued by a CA for tests
          """)
  void refusesAFolderInWhichOneProfileCannotIssueAnother(
      String name, String right, String wrong, String reason) throws IOException {
    copyTheShipped();
    Files.writeString(folder.resolve(name + ".yaml"), broken(name, right, wrong));

    assertThatThrownBy(() -> ProfileFile.readAll(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("certificate profile " + name, reason);
  }

  @Test
  void refusesCasThatIssueEachOther() throws IOException {
    copyTheShipped();
    String issuing = Files.readString(SHIPPED.resolve("ieee2030.5-mica.yaml"));
    String one = issuing.replace("pathLength: 0", "pathLength: none");
    Files.writeString(
        folder.resolve("one.yaml"),
        one.replace("name: ieee2030.5-mica", "name: one")
            .replace("issuer: ieee2030.5-serca", "issuer: other"));
    Files.writeString(
        folder.resolve("other.yaml"),
        one.replace("name: ieee2030.5-mica", "name: other")
            .replace("issuer: ieee2030.5-serca", "issuer: one"));

    assertThatThrownBy(() -> ProfileFile.readAll(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("one: its issuers lead to no root", "other: its issuers lead");
  }

  @Test
  void refusesACaOfIeee20305WithoutPolicies() throws IOException {
    String shipped = Files.readString(SHIPPED.resolve("issuing.yaml"));
    String broken =
        shipped.replaceFirst(
            "(?s)certificatePolicies:.*(?=\nsubjectAltName)", "certificatePolicies: absent\n");

    assertThatThrownBy(() -> ProfileFile.parse(broken.getBytes(UTF_8)))
        .isInstanceOf(BrokenDocumentException.class)
        .hasMessageMatching("line \\d+, /certificatePolicies: without policies none below it .*");
  }

  @Test
  void refusesProfilesThatNameACrlTheirIssuerCannotSign() throws IOException {
    copyTheShipped();
    Files.writeString(folder.resolve("issuing.yaml"), broken("issuing", ", cRLSign] }", "] }"));

    assertThatThrownBy(() -> ProfileFile.readAll(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("certificate profile openadr-ven: its issuer signs no CRL")
        .hasMessageNotContaining("certificate profile csip-aggregator-au");
  }

  @Test
  void namesTheFileWhoseProfileItRefuses() throws IOException {
    copyTheShipped();
    Files.writeString(
        folder.resolve("tsa.yaml"), broken("tsa", "critical: true, pur", "critical: false, pur"));

    assertThatThrownBy(() -> ProfileFile.readAll(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("certificate profile tsa\\.yaml: line \\d+, /extendedKeyUsage: .*");
  }

  @Test
  void keepsProfilesForTestsFromProduction() {
    List<CertificateProfile> all = ProfileFile.readAll(SHIPPED);

    assertThat(CertificateProfile.inProduction(all))
        .extracting(CertificateProfile::name)
        .contains("ieee2030.5-device", "issuing")
        .doesNotContain("ieee2030.5-test-device", "issuing-test");
    assertThat(all)
        .extracting(CertificateProfile::name)
        .contains("ieee2030.5-test-device", "issuing-test");
  }

  private static String broken(String name, String right, String wrong) throws IOException {
    String shipped = Files.readString(SHIPPED.resolve(name + ".yaml"));
    assertThat(shipped).contains(right);
    return shipped.replace(right, wrong);
  }

  private void copyTheShipped() throws IOException {
    try (Stream<Path> files = Files.list(SHIPPED)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
  }

  private static String lineIn(String text, int line) {
    return text.lines().skip(line - 1L).findFirst().orElseThrow();
  }

  /// The value of a mapping begins a line below its key.
  private static String fieldOf(String pointer) {
    return switch (pointer) {
      case "/subjectAltName", "/certificatePolicies" -> "critical";
      case "/validity/maximum" -> "maximum";
      default -> pointer.substring(1);
    };
  }
}
